package android.bluetooth;

import java.util.Arrays;

/** As much of Android's class as the bridge uses. */
public final class BluetoothGattDescriptor {
    public static final byte[] ENABLE_NOTIFICATION_VALUE = {1, 0};

    boolean isOn;
    private byte[] value;

    public boolean setValue(byte[] value) {
        this.value = value;
        return true;
    }

    void written() {
        isOn = Arrays.equals(value, ENABLE_NOTIFICATION_VALUE);
    }
}
