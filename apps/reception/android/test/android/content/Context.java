package android.content;

import android.bluetooth.BluetoothManager;

/** As much of Android's class as the bridges name. */
public class Context {
    public static final String BLUETOOTH_SERVICE = "bluetooth";

    public Object getSystemService(String name) {
        return name.equals(BLUETOOTH_SERVICE) ? new BluetoothManager() : null;
    }
}
