package android.bluetooth;

import java.util.UUID;
import madoguchi.reception.FakeAir;

/** As much of Android's class as the bridge uses: one operation at a time, and none on one that is closed. */
public final class BluetoothGatt {
    public static final int GATT_SUCCESS = 0;
    public static final int GATT_FAILURE = 133;

    private static final UUID SERVICE = uuid(0);
    private static final UUID COMMANDS = uuid(1);
    private static final UUID ANSWERS = uuid(2);

    public final String address;
    private final BluetoothGattCallback callback;
    private BluetoothGattService service;
    private boolean isBusy;
    private boolean isClosed;

    BluetoothGatt(String address, BluetoothGattCallback callback) {
        this.address = address;
        this.callback = callback;
    }

    public synchronized boolean discoverServices() {
        return begin(
                new Runnable() {
                    @Override
                    public void run() {
                        service = new BluetoothGattService(COMMANDS, ANSWERS);
                        callback.onServicesDiscovered(BluetoothGatt.this, GATT_SUCCESS);
                    }
                });
    }

    public BluetoothGattService getService(UUID uuid) {
        return uuid.equals(SERVICE) ? service : null;
    }

    public boolean setCharacteristicNotification(BluetoothGattCharacteristic of, boolean enable) {
        of.isListenedTo = enable && of.uuid.equals(ANSWERS);
        return of.isListenedTo;
    }

    public synchronized boolean writeDescriptor(final BluetoothGattDescriptor descriptor) {
        return begin(
                new Runnable() {
                    @Override
                    public void run() {
                        descriptor.written();
                        callback.onDescriptorWrite(BluetoothGatt.this, descriptor, GATT_SUCCESS);
                    }
                });
    }

    public synchronized boolean writeCharacteristic(BluetoothGattCharacteristic characteristic) {
        boolean isSound =
                characteristic.uuid.equals(COMMANDS)
                        && characteristic.writeType == BluetoothGattCharacteristic.WRITE_TYPE_DEFAULT;
        if (isClosed || isBusy || !isSound) return false;
        isBusy = true;
        FakeAir.AIR.write(characteristic.getValue());
        return true;
    }

    public void disconnect() {
        FakeAir.AIR.disconnect(this);
    }

    public synchronized void close() {
        isClosed = true;
    }

    // What follows is not Android's: the air tells it on a thread of Android's.

    public void connected(boolean succeeded) {
        if (isOver()) return;
        int state = succeeded ? BluetoothProfile.STATE_CONNECTED : BluetoothProfile.STATE_DISCONNECTED;
        callback.onConnectionStateChange(this, succeeded ? GATT_SUCCESS : GATT_FAILURE, state);
    }

    public void dropped() {
        // As Android tells a reader that goes out of reach: status 8, the supervision timeout.
        if (!isOver()) callback.onConnectionStateChange(this, 8, BluetoothProfile.STATE_DISCONNECTED);
    }

    public void written() {
        if (isOver()) return;
        operationEnded();
        callback.onCharacteristicWrite(this, service.getCharacteristic(COMMANDS), GATT_SUCCESS);
    }

    public void notified(byte[] packet) {
        if (isOver() || service == null) return;
        BluetoothGattCharacteristic answers = service.getCharacteristic(ANSWERS);
        if (!answers.notifies()) return;
        answers.setValue(packet);
        callback.onCharacteristicChanged(this, answers);
        // The next notification may come at any time.
        java.util.Arrays.fill(packet, (byte) 0);
    }

    private synchronized boolean isOver() {
        return isClosed;
    }

    private synchronized void operationEnded() {
        isBusy = false;
    }

    private boolean begin(final Runnable operation) {
        if (isClosed || isBusy) return false;
        isBusy = true;
        FakeAir.AIR.later(
                new Runnable() {
                    @Override
                    public void run() {
                        if (isOver()) return;
                        operationEnded();
                        operation.run();
                    }
                });
        return true;
    }

    private static UUID uuid(int number) {
        return UUID.fromString("3c4afff" + number + "-4783-3de5-a983-d348718ef133");
    }
}
