package android.bluetooth;

import android.bluetooth.le.BluetoothLeScanner;
import madoguchi.reception.FakeAir;

/** As much of Android's class as the bridge uses, over the fake air. */
public final class BluetoothAdapter {
    public static boolean checkBluetoothAddress(String address) {
        return address != null && address.matches("([0-9A-F]{2}:){5}[0-9A-F]{2}");
    }

    public boolean isEnabled() {
        return FakeAir.AIR.isOn();
    }

    public BluetoothLeScanner getBluetoothLeScanner() {
        return isEnabled() ? new BluetoothLeScanner() : null;
    }

    public BluetoothDevice getRemoteDevice(String address) {
        if (!checkBluetoothAddress(address)) throw new IllegalArgumentException(address);
        return new BluetoothDevice(address);
    }
}
