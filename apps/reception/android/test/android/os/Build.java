package android.os;

/** As much of Android's class as the bridges name. */
public final class Build {
    private Build() {}

    public static final class VERSION {
        public static final int SDK_INT = Integer.getInteger("madoguchi.sdk", 35);

        private VERSION() {}
    }
}
