package madoguchi.reception;

import android.bluetooth.BluetoothGatt;
import android.bluetooth.le.ScanCallback;
import android.bluetooth.le.ScanResult;
import android.content.pm.PackageManager;
import android.os.Build;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ExecutorService;

/**
 * What is behind the fakes of Android's Bluetooth classes. The readers themselves, and the person, are played by whoever
 * reads our output; see phone/bluetooth-process.fixture.ts. Android calls back on a thread of its own.
 */
public final class FakeAir {
    public static final FakeAir AIR = new FakeAir();

    private final ExecutorService binder = Executors.newSingleThreadExecutor();
    private final Set<String> granted = new HashSet<String>();
    private String state = "on";
    private Set<String> asked = new HashSet<String>();
    private ScanCallback scanning;
    private BluetoothGatt gatt;

    public synchronized boolean hasBluetooth() {
        return !state.equals("unsupported");
    }

    public synchronized boolean isOn() {
        return state.equals("on");
    }

    synchronized void setState(String state) {
        this.state = state;
    }

    public synchronized int permission(String name) {
        return granted.contains(name)
                ? PackageManager.PERMISSION_GRANTED
                : PackageManager.PERMISSION_DENIED;
    }

    public synchronized void expectPermission(String name) {
        boolean isKnown = Build.VERSION.SDK_INT >= 31;
        if (isKnown && !granted.contains(name)) throw new SecurityException("Need " + name);
    }

    public synchronized void askPerson(String[] permissions) {
        asked = new HashSet<String>(Arrays.asList(permissions));
        FakePhone.say("ask " + String.join(" ", permissions));
    }

    synchronized void decide(boolean yes) {
        if (yes) granted.addAll(asked);
    }

    public synchronized void scan(ScanCallback callback) {
        expectPermission("android.permission.BLUETOOTH_SCAN");
        scanning = callback;
        FakePhone.say(callback == null ? "scan off" : "scan on");
    }

    public synchronized BluetoothGatt connect(BluetoothGatt connecting) {
        gatt = connecting;
        FakePhone.say("connect " + connecting.address);
        return connecting;
    }

    public synchronized void write(byte[] packet) {
        FakePhone.say("write " + Hex.encode(packet));
    }

    public synchronized void disconnect(BluetoothGatt ended) {
        FakePhone.say("disconnect " + ended.address);
    }

    public void later(Runnable work) {
        binder.execute(work);
    }

    /** One line of whoever plays the readers. */
    void hear(final String word, final String rest) {
        later(
                new Runnable() {
                    @Override
                    public void run() {
                        tell(word, rest);
                    }
                });
    }

    void end() {
        binder.shutdownNow();
    }

    private void tell(String word, String rest) {
        BluetoothGatt current = current();
        switch (word) {
            case "near":
                ScanCallback told = scanning();
                String[] words = rest.split(" ");
                if (told != null) told.onScanResult(1, new ScanResult(words[0], words[1]));
                break;
            case "connected":
                current.connected(true);
                break;
            case "unreachable":
                current.connected(false);
                break;
            case "written":
                current.written();
                break;
            case "packet":
                current.notified(Hex.decode(rest));
                break;
            case "drop":
                current.dropped();
                break;
            default:
                throw new IllegalArgumentException(word);
        }
    }

    private synchronized BluetoothGatt current() {
        return gatt;
    }

    private synchronized ScanCallback scanning() {
        return scanning;
    }
}
