package android.content;

/** As much of Android's class as the bridge names. */
public class Context {}
