package madoguchi.reception;

import android.bluetooth.BluetoothDevice;
import android.bluetooth.BluetoothGatt;
import android.bluetooth.BluetoothGattCallback;
import android.bluetooth.BluetoothGattCharacteristic;
import android.bluetooth.BluetoothGattDescriptor;
import android.bluetooth.BluetoothGattService;
import android.bluetooth.BluetoothProfile;
import android.content.Context;
import java.util.UUID;
import java.util.concurrent.Executor;

/**
 * One connection by Android's GATT classes, which call back on threads of their own and take one operation at a time:
 * connect, find the characteristics, switch the notifications on; then write after write. What fails once ends it.
 */
final class GattLink extends BluetoothGattCallback implements Radio.Link {
    /** The descriptor that switches a characteristic's notifications on. Source: Bluetooth Core, vol. 3 part G, 3.3.3.3. */
    private static final UUID CCCD = UUID.fromString("00002902-0000-1000-8000-00805f9b34fb");

    private final Radio.Characteristics characteristics;
    private final Radio.LinkListener listener;
    private final Executor bridge;
    private BluetoothGatt gatt;
    private BluetoothGattCharacteristic commands;
    private boolean isOver;

    GattLink(Radio.Characteristics characteristics, Radio.LinkListener listener, Executor bridge) {
        this.characteristics = characteristics;
        this.listener = listener;
        this.bridge = bridge;
    }

    void open(Context context, BluetoothDevice device) {
        gatt = device.connectGatt(context, false, this, BluetoothDevice.TRANSPORT_LE);
        if (gatt == null) end("no-reader");
    }

    /** Tells so, but later: the caller may still be at its beginning. */
    void end(final String code) {
        bridge.execute(
                new Runnable() {
                    @Override
                    public void run() {
                        if (isOver) return;
                        close();
                        listener.ended(code);
                    }
                });
    }

    @Override
    public void write(byte[] packet) {
        commands.setWriteType(BluetoothGattCharacteristic.WRITE_TYPE_DEFAULT);
        commands.setValue(packet);
        if (!gatt.writeCharacteristic(commands)) end("removed");
    }

    @Override
    public void close() {
        isOver = true;
        if (gatt == null) return;
        gatt.disconnect();
        gatt.close();
    }

    @Override
    public void onConnectionStateChange(BluetoothGatt from, int status, int state) {
        boolean isConnected =
                status == BluetoothGatt.GATT_SUCCESS && state == BluetoothProfile.STATE_CONNECTED;
        if (!isConnected || !from.discoverServices()) end("no-reader");
    }

    @Override
    public void onServicesDiscovered(BluetoothGatt from, int status) {
        BluetoothGattService service = from.getService(characteristics.service);
        if (service == null) {
            end("no-reader");
            return;
        }
        commands = service.getCharacteristic(characteristics.commands);
        BluetoothGattCharacteristic answers = service.getCharacteristic(characteristics.answers);
        if (commands == null || answers == null || !listen(from, answers)) end("no-reader");
    }

    @Override
    public void onDescriptorWrite(
            BluetoothGatt from, BluetoothGattDescriptor descriptor, int status) {
        if (status != BluetoothGatt.GATT_SUCCESS) end("no-reader");
        else
            tell(
                    new Runnable() {
                        @Override
                        public void run() {
                            listener.ready();
                        }
                    });
    }

    @Override
    public void onCharacteristicWrite(
            BluetoothGatt from, BluetoothGattCharacteristic characteristic, int status) {
        if (status != BluetoothGatt.GATT_SUCCESS) end("removed");
        else
            tell(
                    new Runnable() {
                        @Override
                        public void run() {
                            listener.written();
                        }
                    });
    }

    @Override
    public void onCharacteristicChanged(
            BluetoothGatt from, BluetoothGattCharacteristic characteristic) {
        // The next notification overwrites it.
        final byte[] packet = characteristic.getValue().clone();
        tell(
                new Runnable() {
                    @Override
                    public void run() {
                        listener.packet(packet);
                    }
                });
    }

    private static boolean listen(BluetoothGatt gatt, BluetoothGattCharacteristic answers) {
        BluetoothGattDescriptor descriptor = answers.getDescriptor(CCCD);
        if (descriptor == null || !gatt.setCharacteristicNotification(answers, true)) return false;
        descriptor.setValue(BluetoothGattDescriptor.ENABLE_NOTIFICATION_VALUE);
        return gatt.writeDescriptor(descriptor);
    }

    private void tell(final Runnable news) {
        bridge.execute(
                new Runnable() {
                    @Override
                    public void run() {
                        if (!isOver) news.run();
                    }
                });
    }
}
