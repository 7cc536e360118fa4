package madoguchi.reception;

/** Lower-case hex without separators, as the page writes it. */
final class Hex {
    private static final char[] DIGITS = "0123456789abcdef".toCharArray();

    private Hex() {}

    static String encode(byte[] bytes) {
        StringBuilder text = new StringBuilder(bytes.length * 2);
        for (byte value : bytes) {
            text.append(DIGITS[(value >> 4) & 0xf]).append(DIGITS[value & 0xf]);
        }
        return text.toString();
    }

    /** @return null unless the text is an even number of hex digits */
    static byte[] decode(String text) {
        if (text.length() % 2 != 0) return null;
        byte[] bytes = new byte[text.length() / 2];
        for (int i = 0; i < text.length(); i++) {
            int digit = Character.digit(text.charAt(i), 16);
            if (digit < 0 || text.charAt(i) > 'f') return null;
            bytes[i / 2] = (byte) (bytes[i / 2] << 4 | digit);
        }
        return bytes;
    }
}
