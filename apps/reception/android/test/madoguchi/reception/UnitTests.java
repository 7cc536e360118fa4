package madoguchi.reception;

import java.util.Arrays;

/** Checks of what needs no phone. Ends with an error at the first that fails. */
final class UnitTests {
    private static int checks;

    public static void main(String[] arguments) {
        check(Hex.encode(new byte[] {0, (byte) 0xa4, (byte) 0xff}).equals("00a4ff"));
        check(Arrays.equals(Hex.decode("00a4ff"), new byte[] {0, (byte) 0xa4, (byte) 0xff}));
        check(Hex.decode("").length == 0);
        check(Hex.decode("0") == null);
        check(Hex.decode("0g") == null);
        // Full-width digits are digits to Java.
        check(Hex.decode("００") == null);

        check("https://madoguchi.example".equals(Origin.of("https://Madoguchi.example:443/reception/?a#b")));
        check("https://madoguchi.example:8443".equals(Origin.of("https://madoguchi.example:8443/")));
        check(Origin.of("http://madoguchi.example/") == null);
        check(Origin.of("javascript:alert(1)") == null);
        check("https://evil.example".equals(Origin.of("https://madoguchi.example@evil.example/")));
        check(Origin.of(null) == null);
        System.out.println(checks + " checks");
    }

    private static void check(boolean holds) {
        checks += 1;
        if (!holds) throw new AssertionError("check " + checks);
    }
}
