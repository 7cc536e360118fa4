package android.bluetooth;

import java.util.UUID;

/** As much of Android's class as the bridge uses. */
public final class BluetoothGattCharacteristic {
    public static final int WRITE_TYPE_NO_RESPONSE = 1;
    public static final int WRITE_TYPE_DEFAULT = 2;

    final UUID uuid;
    boolean isListenedTo;
    int writeType = WRITE_TYPE_NO_RESPONSE;
    private final BluetoothGattDescriptor descriptor = new BluetoothGattDescriptor();
    private byte[] value;

    BluetoothGattCharacteristic(UUID uuid) {
        this.uuid = uuid;
    }

    public boolean setValue(byte[] value) {
        this.value = value;
        return true;
    }

    public byte[] getValue() {
        return value;
    }

    public void setWriteType(int writeType) {
        this.writeType = writeType;
    }

    public BluetoothGattDescriptor getDescriptor(UUID uuid) {
        return uuid.toString().startsWith("00002902-") ? descriptor : null;
    }

    boolean notifies() {
        return isListenedTo && descriptor.isOn;
    }
}
