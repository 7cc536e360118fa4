package android.bluetooth;

import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** As much of Android's class as the bridge uses. */
public final class BluetoothGattService {
    private final Map<UUID, BluetoothGattCharacteristic> characteristics =
            new HashMap<UUID, BluetoothGattCharacteristic>();

    BluetoothGattService(UUID... uuids) {
        for (UUID uuid : uuids) characteristics.put(uuid, new BluetoothGattCharacteristic(uuid));
    }

    public BluetoothGattCharacteristic getCharacteristic(UUID uuid) {
        return characteristics.get(uuid);
    }
}
