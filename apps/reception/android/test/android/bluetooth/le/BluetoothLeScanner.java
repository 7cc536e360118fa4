package android.bluetooth.le;

import madoguchi.reception.FakeAir;

/** As much of Android's class as the bridge uses, over the fake air. */
public final class BluetoothLeScanner {
    public void startScan(ScanCallback callback) {
        FakeAir.AIR.scan(callback);
    }

    public void stopScan(ScanCallback callback) {
        FakeAir.AIR.scan(null);
    }
}
