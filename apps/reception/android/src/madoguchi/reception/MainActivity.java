package madoguchi.reception;

import android.app.Activity;
import android.content.ActivityNotFoundException;
import android.content.Intent;
import android.graphics.Bitmap;
import android.net.Uri;
import android.net.http.SslError;
import android.os.Bundle;
import android.view.View;
import android.view.WindowManager;
import android.webkit.SslErrorHandler;
import android.webkit.WebResourceError;
import android.webkit.WebResourceRequest;
import android.webkit.WebSettings;
import android.webkit.WebView;
import android.webkit.WebViewClient;
import java.util.concurrent.ExecutorService;

/** Shows the center's reception page and lends it the phone's NFC. Everything else is the page's. */
public final class MainActivity extends Activity implements Bridge.Page, PageChannel.Receiver {
    private final ExecutorService bridgeThread = BridgeThread.start();
    private WebView view;
    private PageChannel channel;
    private NfcField field;
    private Bridge bridge;

    @Override
    protected void onCreate(Bundle state) {
        super.onCreate(state);
        // A patient's answer stands on the screen: no screenshot, no picture in the list of apps.
        getWindow()
                .setFlags(
                        WindowManager.LayoutParams.FLAG_SECURE,
                        WindowManager.LayoutParams.FLAG_SECURE);
        setContentView(R.layout.main);
        view = (WebView) findViewById(R.id.page);
        channel = new PageChannel(view, Origin.of(getString(R.string.center)));
        field = new NfcField(this, bridgeThread);
        bridge = new Bridge(field, this);
        harden(view.getSettings());
        view.setWebViewClient(new OwnPagesOnly());
        load();
    }

    @Override
    protected void onResume() {
        super.onResume();
        field.resume();
        view.onResume();
    }

    @Override
    protected void onPause() {
        field.pause();
        dropCard();
        view.onPause();
        super.onPause();
    }

    @Override
    protected void onDestroy() {
        channel.close();
        bridgeThread.shutdown();
        view.destroy();
        super.onDestroy();
    }

    /** The button of the message that the center does not answer. */
    public void retry(View button) {
        load();
    }

    @Override
    public void receive(final String message) {
        bridgeThread.execute(
                new Runnable() {
                    @Override
                    public void run() {
                        bridge.receive(message);
                    }
                });
    }

    @Override
    public void send(final String message) {
        runOnUiThread(
                new Runnable() {
                    @Override
                    public void run() {
                        channel.send(message);
                    }
                });
    }

    private void dropCard() {
        bridgeThread.execute(
                new Runnable() {
                    @Override
                    public void run() {
                        bridge.leave();
                    }
                });
    }

    private void load() {
        show(true);
        view.loadUrl(Origin.of(getString(R.string.center)) + "/reception/");
    }

    private void show(boolean page) {
        view.setVisibility(page ? View.VISIBLE : View.GONE);
        findViewById(R.id.unreachable).setVisibility(page ? View.GONE : View.VISIBLE);
    }

    private static void harden(WebSettings settings) {
        settings.setJavaScriptEnabled(true);
        settings.setDomStorageEnabled(true);
        settings.setAllowFileAccess(false);
        settings.setAllowContentAccess(false);
        settings.setMixedContentMode(WebSettings.MIXED_CONTENT_NEVER_ALLOW);
        // By this the page knows that a port will come; see phone/shell.ts.
        settings.setUserAgentString(settings.getUserAgentString() + " MadoguchiShell/1");
    }

    private final class OwnPagesOnly extends WebViewClient {
        @Override
        public boolean shouldOverrideUrlLoading(WebView from, String url) {
            String center = Origin.of(getString(R.string.center));
            if (center != null && center.equals(Origin.of(url))) return false;
            try {
                startActivity(new Intent(Intent.ACTION_VIEW, Uri.parse(url)));
            } catch (ActivityNotFoundException nobody) {
                // A link that no app of this phone opens does nothing.
            }
            return true;
        }

        @Override
        public void onPageStarted(WebView from, String url, Bitmap icon) {
            channel.close();
            dropCard();
        }

        @Override
        public void onPageFinished(WebView from, String url) {
            channel.open(url, MainActivity.this);
        }

        @Override
        public void onReceivedError(WebView from, WebResourceRequest request, WebResourceError error) {
            if (request.isForMainFrame()) show(false);
        }

        @Override
        public void onReceivedSslError(WebView from, SslErrorHandler handler, SslError error) {
            handler.cancel();
            show(false);
        }
    }
}
