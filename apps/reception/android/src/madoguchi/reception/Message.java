package madoguchi.reception;

import org.json.JSONException;
import org.json.JSONObject;

/** What a bridge tells the page: a type, the request or link that it is about, and text members in pairs. */
final class Message {
    private Message() {}

    static String of(String type, String about, int id, String... members) {
        try {
            JSONObject message = new JSONObject().put("type", type).put(about, id);
            for (int i = 0; i < members.length; i += 2) message.put(members[i], members[i + 1]);
            return message.toString();
        } catch (JSONException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    static String error(int id, String code, String message) {
        return of("error", "id", id, "code", code, "message", message);
    }
}
