package madoguchi.reception;

import org.json.JSONException;
import org.json.JSONObject;

/**
 * Carries packets between the page and one Bluetooth device, and decides nothing. The messages are those of
 * bluetooth/shell-protocol.ts: each request gets one reply with its id, and a search or a connection bears the id of the
 * request that began it. What a packet says is the page's and the device's, and encrypted. Every method runs on the
 * bridge's thread.
 */
final class BluetoothBridge {
    private final Radio radio;
    private final Page page;
    private Search search;
    private Connection connection;

    BluetoothBridge(Radio radio, Page page) {
        this.radio = radio;
        this.page = page;
    }

    /** A request of the page. What is no request at all has no id to answer to, and is dropped. */
    void receive(String message) {
        try {
            JSONObject request = new JSONObject(message);
            int id = request.getInt("id");
            switch (request.getString("type")) {
                case "scan":
                    scan(id, request.getString("namePrefix"));
                    break;
                case "stop":
                    if (search != null && search.id == request.getInt("scan")) stop();
                    done(id);
                    break;
                case "connect":
                    connect(id, request);
                    break;
                case "write":
                    write(id, request.getInt("connection"), request.getString("packet"));
                    break;
                case "disconnect":
                    if (isConnection(request.getInt("connection"))) disconnect();
                    done(id);
                    break;
                default:
                    fail(id, "protocol", "no such request");
            }
        } catch (JSONException malformed) {
            // Whoever sent it waits for nothing.
        }
    }

    /** The page went away: nobody is there to look for a device or to hold one. */
    void leave() {
        if (search != null) stop();
        if (connection != null) disconnect();
    }

    private void scan(int id, String namePrefix) {
        if (search != null) {
            fail(id, "busy", "a search is under way");
            return;
        }
        search = new Search(id);
        radio.scan(namePrefix, search);
    }

    private void stop() {
        done(search.id);
        search = null;
        radio.stopScan();
    }

    private void connect(int id, JSONObject request) throws JSONException {
        if (connection != null) {
            fail(id, "busy", "a device is in use");
            return;
        }
        Radio.Characteristics characteristics;
        try {
            characteristics =
                    new Radio.Characteristics(
                            request.getString("service"),
                            request.getString("commands"),
                            request.getString("answers"));
        } catch (IllegalArgumentException malformed) {
            fail(id, "protocol", "no such characteristics");
            return;
        }
        String device = request.getString("device");
        connection = new Connection(id);
        connection.link = radio.connect(device, characteristics, connection);
    }

    private void write(int id, int on, String hex) {
        byte[] packet = Hex.decode(hex);
        if (packet == null) fail(id, "protocol", "the packet is no hex");
        else if (!isConnection(on) || !connection.isReady) fail(id, "removed", "not connected");
        else if (connection.writing != null) fail(id, "busy", "a packet is under way");
        else {
            connection.writing = id;
            connection.link.write(packet);
        }
    }

    private void disconnect() {
        Connection ended = connection;
        connection = null;
        ended.link.close();
        if (!ended.isReady) fail(ended.id, "cancelled", "the page gave up connecting");
        ended.failWriting();
    }

    private boolean isConnection(int id) {
        return connection != null && connection.id == id;
    }

    private void done(int id) {
        page.send(Message.of("done", "id", id));
    }

    private void fail(int id, String code, String message) {
        page.send(Message.error(id, code, message));
    }

    private final class Search implements Radio.ScanListener {
        private final int id;

        Search(int id) {
            this.id = id;
        }

        @Override
        public void found(String device, String name) {
            if (search != this) return;
            page.send(Message.of("found", "scan", id, "device", device, "name", name));
        }

        @Override
        public void failed(String code) {
            if (search != this) return;
            search = null;
            fail(id, code, "devices cannot be looked for");
        }
    }

    /** What is told of one that was let go is told to nobody. */
    private final class Connection implements Radio.LinkListener {
        private final int id;
        private Radio.Link link;
        private boolean isReady;
        private Integer writing;

        Connection(int id) {
            this.id = id;
        }

        @Override
        public void ready() {
            if (connection != this) return;
            isReady = true;
            done(id);
        }

        @Override
        public void written() {
            if (connection != this || writing == null) return;
            int request = writing;
            writing = null;
            done(request);
        }

        @Override
        public void packet(byte[] packet) {
            if (connection != this) return;
            page.send(Message.of("packet", "connection", id, "packet", Hex.encode(packet)));
        }

        @Override
        public void ended(String code) {
            if (connection != this) return;
            connection = null;
            if (!isReady) {
                fail(id, code, "the device cannot be connected to");
                return;
            }
            failWriting();
            page.send(Message.of("disconnected", "connection", id));
        }

        private void failWriting() {
            if (writing != null) fail(writing, "removed", "the device is out of reach");
        }
    }
}
