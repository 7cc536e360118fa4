package android.bluetooth;

import madoguchi.reception.FakeAir;

/** As much of Android's class as the bridge uses. */
public final class BluetoothManager {
    public BluetoothAdapter getAdapter() {
        return FakeAir.AIR.hasBluetooth() ? new BluetoothAdapter() : null;
    }
}
