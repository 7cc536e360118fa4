package madoguchi.reception;

import android.app.Activity;
import android.nfc.Tag;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.util.concurrent.ExecutorService;

/**
 * The shell without its screen: the real bridge and the real NFC classes, over fakes of the few classes of Android they use.
 * The page and the card are at the other end of standard input and output, one line each; see phone/shell-process.fixture.ts.
 */
final class ShellProcess {
    public static void main(String[] arguments) throws Exception {
        final ExecutorService thread = BridgeThread.start();
        Activity activity = new Activity();
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, "UTF-8"));
        // The phone is what it is when the app starts: the first line says whether it has NFC.
        FakePhone.PHONE.setNfc(lines.readLine().split(" ")[1]);
        final NfcField field = new NfcField(activity, thread);
        final Bridge bridge =
                new Bridge(
                        field,
                        new Page() {
                            @Override
                            public void send(String message) {
                                FakePhone.say("page " + message);
                            }
                        });
        field.resume();
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
                case "nfc":
                    FakePhone.PHONE.setNfc(rest);
                    break;
                case "lay":
                    FakePhone.PHONE.lay(new Tag(rest));
                    break;
                case "take":
                    FakePhone.PHONE.lay(null);
                    break;
                case "leave":
                    field.pause();
                    thread.execute(
                            new Runnable() {
                                @Override
                                public void run() {
                                    bridge.leave();
                                }
                            });
                    break;
                case "return":
                    field.resume();
                    break;
                default:
                    FakePhone.PHONE.answer(line);
            }
        }
        thread.shutdownNow();
    }
}
