package madoguchi.reception;

import android.Manifest;
import android.app.Activity;
import android.bluetooth.BluetoothAdapter;
import android.bluetooth.BluetoothDevice;
import android.bluetooth.BluetoothManager;
import android.bluetooth.le.BluetoothLeScanner;
import android.bluetooth.le.ScanCallback;
import android.bluetooth.le.ScanResult;
import android.content.Context;
import android.content.pm.PackageManager;
import android.os.Build;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Executor;

/** The phone's Bluetooth LE by Android's classes, and the person's permission for it. */
final class LeRadio implements Radio {
    /** Android 12, whose names are not in the android.jar that this is compiled against. */
    private static final int S = 31;

    private static final String SCAN = "android.permission.BLUETOOTH_SCAN";
    private static final String CONNECT = "android.permission.BLUETOOTH_CONNECT";

    private final Activity activity;
    private final Executor bridge;
    private final BluetoothAdapter adapter;
    private Scan scan;

    LeRadio(Activity activity, Executor bridge) {
        this.activity = activity;
        this.bridge = bridge;
        BluetoothManager manager =
                (BluetoothManager) activity.getSystemService(Context.BLUETOOTH_SERVICE);
        adapter = manager == null ? null : manager.getAdapter();
    }

    @Override
    public void scan(String namePrefix, ScanListener listener) {
        scan = new Scan(namePrefix, listener);
        if (mayScan()) begin();
        else askPerson();
    }

    @Override
    public void stopScan() {
        if (scan == null) return;
        BluetoothLeScanner scanner = scan.isOn ? adapter.getBluetoothLeScanner() : null;
        if (scanner != null) scanner.stopScan(scan);
        scan = null;
    }

    @Override
    public Link connect(String device, Characteristics characteristics, LinkListener listener) {
        GattLink link = new GattLink(characteristics, listener, bridge);
        String fault = fault();
        if (fault != null) link.end(fault);
        else if (!mayConnect()) link.end("service-down");
        else if (!BluetoothAdapter.checkBluetoothAddress(device)) link.end("no-reader");
        else link.open(activity, adapter.getRemoteDevice(device));
        return link;
    }

    /** The person has answered, one way or the other, or was interrupted. Called on the main thread. */
    void permissionDecided() {
        bridge.execute(
                new Runnable() {
                    @Override
                    public void run() {
                        if (scan == null || scan.isOn) return;
                        if (mayScan()) begin();
                        else fail("service-down");
                    }
                });
    }

    private void begin() {
        String fault = fault();
        BluetoothLeScanner scanner = fault == null ? adapter.getBluetoothLeScanner() : null;
        if (scanner == null) {
            fail(fault == null ? "service-down" : fault);
            return;
        }
        scan.isOn = true;
        scanner.startScan(scan);
    }

    private void fail(final String code) {
        final ScanListener told = scan.listener;
        scan = null;
        bridge.execute(
                new Runnable() {
                    @Override
                    public void run() {
                        told.failed(code);
                    }
                });
    }

    /** @return null when Bluetooth is there and on */
    private String fault() {
        if (adapter == null) return "no-reader";
        return adapter.isEnabled() ? null : "service-down";
    }

    private void askPerson() {
        activity.runOnUiThread(
                new Runnable() {
                    @Override
                    public void run() {
                        activity.requestPermissions(permissionsToScan(), 0);
                    }
                });
    }

    /** Until Android 11, whoever looks for devices may guess where the phone is, and has to ask for that. */
    private static String[] permissionsToScan() {
        if (Build.VERSION.SDK_INT >= S) return new String[] {SCAN, CONNECT};
        return new String[] {Manifest.permission.ACCESS_FINE_LOCATION};
    }

    private boolean mayScan() {
        for (String permission : permissionsToScan()) if (!isGranted(permission)) return false;
        return true;
    }

    private boolean mayConnect() {
        return Build.VERSION.SDK_INT < S || isGranted(CONNECT);
    }

    private boolean isGranted(String permission) {
        return activity.checkSelfPermission(permission) == PackageManager.PERMISSION_GRANTED;
    }

    private final class Scan extends ScanCallback {
        private final String namePrefix;
        private final ScanListener listener;
        private final Set<String> known = new HashSet<String>();
        private boolean isOn;

        Scan(String namePrefix, ScanListener listener) {
            this.namePrefix = namePrefix;
            this.listener = listener;
        }

        /** A device shows itself several times a second. */
        @Override
        public void onScanResult(int callbackType, ScanResult result) {
            final BluetoothDevice device = result.getDevice();
            final String name = nameOf(result);
            if (name == null || !name.startsWith(namePrefix)) return;
            bridge.execute(
                    new Runnable() {
                        @Override
                        public void run() {
                            String address = device.getAddress();
                            if (scan == Scan.this && known.add(address)) listener.found(address, name);
                        }
                    });
        }

        @Override
        public void onScanFailed(int errorCode) {
            bridge.execute(
                    new Runnable() {
                        @Override
                        public void run() {
                            if (scan == Scan.this) fail("service-down");
                        }
                    });
        }

        private String nameOf(ScanResult result) {
            String advertised =
                    result.getScanRecord() == null ? null : result.getScanRecord().getDeviceName();
            return advertised != null ? advertised : result.getDevice().getName();
        }
    }
}
