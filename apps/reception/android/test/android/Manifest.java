package android;

/** As much of Android's class as the bridges name. */
public final class Manifest {
    private Manifest() {}

    public static final class permission {
        public static final String ACCESS_FINE_LOCATION = "android.permission.ACCESS_FINE_LOCATION";

        private permission() {}
    }
}
