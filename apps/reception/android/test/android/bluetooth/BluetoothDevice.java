package android.bluetooth;

import android.content.Context;
import madoguchi.reception.FakeAir;

/** As much of Android's class as the bridge uses, over the fake air. */
public final class BluetoothDevice {
    public static final int TRANSPORT_LE = 2;

    private final String address;

    public BluetoothDevice(String address) {
        this.address = address;
    }

    public String getAddress() {
        return address;
    }

    /** Known to nobody: what the bridge looks at is advertised. */
    public String getName() {
        return null;
    }

    public BluetoothGatt connectGatt(
            Context context, boolean autoConnect, BluetoothGattCallback callback, int transport) {
        FakeAir.AIR.expectPermission("android.permission.BLUETOOTH_CONNECT");
        if (transport != TRANSPORT_LE) throw new IllegalArgumentException("not LE");
        return FakeAir.AIR.connect(new BluetoothGatt(address, callback));
    }
}
