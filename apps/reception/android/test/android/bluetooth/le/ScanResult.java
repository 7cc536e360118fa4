package android.bluetooth.le;

import android.bluetooth.BluetoothDevice;

/** As much of Android's class as the bridge uses. */
public final class ScanResult {
    private final BluetoothDevice device;
    private final ScanRecord record;

    public ScanResult(String address, String name) {
        device = new BluetoothDevice(address);
        record = new ScanRecord(name);
    }

    public BluetoothDevice getDevice() {
        return device;
    }

    public ScanRecord getScanRecord() {
        return record;
    }
}
