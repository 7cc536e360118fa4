package madoguchi.reception;

import android.net.Uri;
import android.webkit.WebMessage;
import android.webkit.WebMessagePort;
import android.webkit.WebView;

/**
 * The way between the bridge and the page. The port is handed to the main frame, and only when that is the center's:
 * unlike an object added to the WebView, which every frame of every site could call. Used on the main thread.
 */
final class PageChannel {
    interface Receiver {
        void receive(String message);
    }

    /** What the page waits for; see phone/shell.ts. */
    private static final String GREETING = "madoguchi-shell";

    private final WebView view;
    private final String center;
    private WebMessagePort port;

    PageChannel(WebView view, String center) {
        this.view = view;
        this.center = center;
    }

    /** Once a page has loaded, which a WebView may tell more than once. Another site's page gets nothing. */
    void open(String url, final Receiver receiver) {
        if (port != null || center == null || !center.equals(Origin.of(url))) return;
        WebMessagePort[] ends = view.createWebMessageChannel();
        port = ends[0];
        port.setWebMessageCallback(
                new WebMessagePort.WebMessageCallback() {
                    @Override
                    public void onMessage(WebMessagePort from, WebMessage message) {
                        receiver.receive(message.getData());
                    }
                });
        WebMessagePort[] given = {ends[1]};
        view.postWebMessage(new WebMessage(GREETING, given), Uri.parse(center));
    }

    void send(String message) {
        if (port != null) port.postMessage(new WebMessage(message));
    }

    void close() {
        if (port != null) port.close();
        port = null;
    }
}
