package madoguchi.reception;

import android.net.Uri;
import android.webkit.WebMessage;
import android.webkit.WebMessagePort;
import android.webkit.WebView;

/**
 * The ways between the bridges and the page, one port for each. They are handed to the main frame, and only when that is the
 * center's: unlike an object added to the WebView, which every frame of every site could call. Used on the main thread.
 */
final class PageChannel {
    interface Receiver {
        void receive(String message);
    }

    /** What the page waits for; see phone/shell.ts. */
    private static final String GREETING = "madoguchi-shell";

    private final WebView view;
    private final String center;
    private final WebMessagePort[] ports;
    private boolean isOpen;

    /** `ways`: how many. */
    PageChannel(WebView view, String center, int ways) {
        this.view = view;
        this.center = center;
        ports = new WebMessagePort[ways];
    }

    /** Once a page has loaded, which a WebView may tell more than once. Another site's page gets nothing. */
    void open(String url, Receiver... receivers) {
        if (isOpen || center == null || !center.equals(Origin.of(url))) return;
        isOpen = true;
        WebMessagePort[] given = new WebMessagePort[ports.length];
        for (int way = 0; way < ports.length; way++) {
            WebMessagePort[] ends = view.createWebMessageChannel();
            ports[way] = ends[0];
            given[way] = ends[1];
            listen(ports[way], receivers[way]);
        }
        view.postWebMessage(new WebMessage(GREETING, given), Uri.parse(center));
    }

    void send(int way, String message) {
        if (isOpen) ports[way].postMessage(new WebMessage(message));
    }

    void close() {
        if (isOpen) for (WebMessagePort port : ports) port.close();
        isOpen = false;
    }

    private static void listen(WebMessagePort port, final Receiver receiver) {
        port.setWebMessageCallback(
                new WebMessagePort.WebMessageCallback() {
                    @Override
                    public void onMessage(WebMessagePort from, WebMessage message) {
                        receiver.receive(message.getData());
                    }
                });
    }
}
