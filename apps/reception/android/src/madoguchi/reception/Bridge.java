package madoguchi.reception;

import java.io.IOException;
import java.util.Arrays;
import org.json.JSONException;
import org.json.JSONObject;

/**
 * Carries APDUs between the page and one card, and decides nothing. The messages are those of phone/protocol.ts: each
 * request gets one reply with its id, and a link bears the id of the request that opened it.
 *
 * <p>Every method runs on the bridge's thread. A command may hold a PIN: its bytes are wiped once sent, and no message is
 * logged. (The texts themselves, which is all that a WebView can carry, are left to the garbage collector.)
 */
final class Bridge implements Field.Listener {
    private static final int NONE = -1;

    private final Field field;
    private final Page page;
    private int waiting = NONE;
    private int link = NONE;
    private Card card;

    Bridge(Field field, Page page) {
        this.field = field;
        this.page = page;
    }

    /** A request of the page. What is no request at all has no id to answer to, and is dropped. */
    void receive(String message) {
        try {
            JSONObject request = new JSONObject(message);
            int id = request.getInt("id");
            switch (request.getString("type")) {
                case "status":
                    send("status", id, "nfc", name(field.state()));
                    break;
                case "open":
                    open(id);
                    break;
                case "transmit":
                    transmit(id, request.getInt("link"), request.getString("apdu"));
                    break;
                case "close":
                    close(request.getInt("link"));
                    send("done", id);
                    break;
                default:
                    fail(id, "protocol", "no such request");
            }
        } catch (JSONException malformed) {
            // Its message would quote the text, which may hold a PIN.
        }
    }

    @Override
    public void found(Card found) {
        if (waiting == NONE) {
            found.close();
            return;
        }
        card = found;
        link = waiting;
        waiting = NONE;
        send("opened", link, "historical", Hex.encode(card.historical()));
    }

    /** The page went away or the app left the screen: nobody is there to hold a card. */
    void leave() {
        if (waiting != NONE) fail(waiting, "cancelled", "the app left the screen");
        if (link != NONE) page.send(Message.of("removed", "link", link));
        end();
    }

    private void open(int id) {
        Field.State state = field.state();
        if (waiting != NONE || link != NONE) fail(id, "busy", "a card is in use");
        else if (state == Field.State.UNSUPPORTED) fail(id, "no-reader", "this phone has no NFC");
        else if (state == Field.State.OFF) fail(id, "service-down", "NFC is switched off");
        else {
            waiting = id;
            field.begin(this);
        }
    }

    private void transmit(int id, int on, String hex) {
        byte[] command = Hex.decode(hex);
        if (command == null) {
            fail(id, "protocol", "the command is no hex");
            return;
        }
        try {
            if (card == null || on != link) throw new CardGoneException(null);
            send("answer", id, "apdu", Hex.encode(card.transceive(command)));
        } catch (CardGoneException gone) {
            if (on == link) end();
            fail(id, "removed", "the card left the field");
        } catch (IOException broken) {
            end();
            fail(id, "protocol", "the link to the card broke");
        } finally {
            Arrays.fill(command, (byte) 0);
        }
    }

    private void close(int opened) {
        if (opened == waiting) fail(waiting, "cancelled", "the page wants no card any more");
        if (opened == waiting || opened == link) end();
    }

    private void end() {
        if (card != null) card.close();
        card = null;
        waiting = NONE;
        link = NONE;
        field.end();
    }

    private void fail(int id, String code, String message) {
        page.send(Message.error(id, code, message));
    }

    private void send(String type, int id, String... members) {
        page.send(Message.of(type, "id", id, members));
    }

    private static String name(Field.State state) {
        switch (state) {
            case ON:
                return "on";
            case OFF:
                return "off";
            default:
                return "unsupported";
        }
    }
}
