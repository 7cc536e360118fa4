package android.bluetooth.le;

/** As much of Android's class as the bridge uses. */
public final class ScanRecord {
    private final String name;

    ScanRecord(String name) {
        this.name = name;
    }

    public String getDeviceName() {
        return name;
    }
}
