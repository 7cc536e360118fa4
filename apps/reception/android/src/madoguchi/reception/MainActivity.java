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

/** Shows the center's reception page and lends it the phone's NFC and Bluetooth. Everything else is the page's. */
public final class MainActivity extends Activity {
    /** The ways of the page's channel, in the order of phone/shell.ts. */
    private static final int NFC = 0;

    private static final int BLUETOOTH = 1;

    private final ExecutorService bridgeThread = BridgeThread.start();
    private WebView view;
    private PageChannel channel;
    private NfcField field;
    private LeRadio radio;
    private Bridge bridge;
    private BluetoothBridge bluetooth;

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
        channel = new PageChannel(view, Origin.of(getString(R.string.center)), 2);
        field = new NfcField(this, bridgeThread);
        bridge = new Bridge(field, pageOn(NFC));
        radio = new LeRadio(this, bridgeThread);
        bluetooth = new BluetoothBridge(radio, pageOn(BLUETOOTH));
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
        dropReader();
        bridgeThread.shutdown();
        view.destroy();
        super.onDestroy();
    }

    /** The button of the message that the center does not answer. */
    public void retry(View button) {
        load();
    }

    @Override
    public void onRequestPermissionsResult(int request, String[] permissions, int[] results) {
        radio.permissionDecided();
    }

    private Page pageOn(final int way) {
        return new Page() {
            @Override
            public void send(final String message) {
                runOnUiThread(
                        new Runnable() {
                            @Override
                            public void run() {
                                channel.send(way, message);
                            }
                        });
            }
        };
    }

    private final PageChannel.Receiver toNfc =
            new PageChannel.Receiver() {
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
            };

    private final PageChannel.Receiver toBluetooth =
            new PageChannel.Receiver() {
                @Override
                public void receive(final String message) {
                    bridgeThread.execute(
                            new Runnable() {
                                @Override
                                public void run() {
                                    bluetooth.receive(message);
                                }
                            });
                }
            };

    private void dropCard() {
        bridgeThread.execute(
                new Runnable() {
                    @Override
                    public void run() {
                        bridge.leave();
                    }
                });
    }

    /** Not when the app leaves the screen: the person may be asked for permission, or be on the way to the settings. */
    private void dropReader() {
        bridgeThread.execute(
                new Runnable() {
                    @Override
                    public void run() {
                        bluetooth.leave();
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
        // By this the page knows that ports will come; see phone/shell.ts.
        String shell = " MadoguchiShell/1 MadoguchiBluetooth/1";
        settings.setUserAgentString(settings.getUserAgentString() + shell);
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
            dropReader();
        }

        @Override
        public void onPageFinished(WebView from, String url) {
            channel.open(url, toNfc, toBluetooth);
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
