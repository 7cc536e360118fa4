package madoguchi.reception;

import android.app.Activity;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.util.concurrent.ExecutorService;

/**
 * The shell's Bluetooth without a screen: the real bridge and the real radio, over fakes of the few classes of Android they
 * use. The page and the readers are at the other end of standard input and output, one line each.
 */
final class BluetoothProcess {
    public static void main(String[] arguments) throws Exception {
        final ExecutorService thread = BridgeThread.start();
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, "UTF-8"));
        // The phone is what it is when the app starts.
        FakeAir.AIR.setState(lines.readLine().split(" ")[1]);
        final LeRadio radio = new LeRadio(new Activity(), thread);
        final BluetoothBridge bridge =
                new BluetoothBridge(
                        radio,
                        new Page() {
                            @Override
                            public void send(String message) {
                                FakePhone.say("page " + message);
                            }
                        });
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            final int space = line.indexOf(' ');
            final String word = space < 0 ? line : line.substring(0, space);
            final String rest = line.substring(space + 1);
            switch (word) {
                case "page":
                    thread.execute(
                            new Runnable() {
                                @Override
                                public void run() {
                                    bridge.receive(rest);
                                }
                            });
                    break;
                case "leave":
                    thread.execute(
                            new Runnable() {
                                @Override
                                public void run() {
                                    bridge.leave();
                                }
                            });
                    break;
                case "bluetooth":
                    FakeAir.AIR.setState(rest);
                    break;
                case "allow":
                case "refuse":
                    FakeAir.AIR.decide(word.equals("allow"));
                    radio.permissionDecided();
                    break;
                default:
                    FakeAir.AIR.hear(word, rest);
            }
        }
        FakeAir.AIR.end();
        thread.shutdownNow();
    }
}
