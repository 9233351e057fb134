package io.hv.testkit.contract;

/** The guests that contracts need. What they print is text of this package's, so that contracts can look for it. */
public enum GuestKind {
    /** Runs until it is destroyed, and says nothing. Every backend has it. */
    IDLE,
    /** Prints {@link #GREETING} at once, and goes on running. */
    TALKER,
    /** Prints {@link #GREETING} at once, and shuts itself down. */
    ENDER,
    /** Shuts itself down when it is asked to. */
    POLITE,
    /** Runs on when it is asked to shut down. */
    DEAF,
    /** Crashes by itself. */
    CRASHER,
    /** Prints {@link #GREETING}, then sends back what is typed; what it sends back may be split and interleaved. */
    ECHO,
    /** Writes {@link #MARK} to its marker port at once, perhaps after smaller values; goes on running, or ends. */
    MARKER,
    /**
     * Has the channel of a guest agent, and after a while an agent there: the superuser's, of a system with {@code /bin/sh},
     * {@code cat} and {@code sleep}, in which files can be written to {@code /tmp}.
     */
    AGENT;

    /** What a {@link #MARKER} writes. */
    public static final int MARK = 0x2a;

    /** What a guest prints first: its first byte is the first byte of the console. */
    public static final String GREETING = "hello from the guest\nready\n";
}
