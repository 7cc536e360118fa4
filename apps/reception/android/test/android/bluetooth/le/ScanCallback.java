package android.bluetooth.le;

/** As much of Android's class as the bridge uses. */
public abstract class ScanCallback {
    public void onScanResult(int callbackType, ScanResult result) {}

    public void onScanFailed(int errorCode) {}
}
