package madoguchi.reception;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/** Whose page an address belongs to. */
final class Origin {
    private Origin() {}

    /** @return `https://host` or `https://host:port`; null for every other kind of address */
    static String of(String url) {
        if (url == null) return null;
        try {
            URI uri = new URI(url);
            if (!"https".equalsIgnoreCase(uri.getScheme()) || uri.getHost() == null) return null;
            String host = uri.getHost().toLowerCase(Locale.ROOT);
            boolean usual = uri.getPort() == -1 || uri.getPort() == 443;
            return "https://" + host + (usual ? "" : ":" + uri.getPort());
        } catch (URISyntaxException malformed) {
            return null;
        }
    }
}
