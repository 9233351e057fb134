package io.hv.kvm.bus;

/** Checks for the constructors of state records: what no device can be in is refused before any device sees it. */
public final class StateChecks {

    private StateChecks() {}

    /**
     * A number must be in a range.
     *
     * @param name the component's name, for the message
     * @throws IllegalArgumentException if {@code value} is below {@code least} or above {@code most}
     */
    public static void inRange(String name, long value, long least, long most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(name + " is " + value + ", not " + least + " to " + most);
        }
    }

    /**
     * A number must have no bits but these.
     *
     * @param name the component's name, for the message
     * @throws IllegalArgumentException if {@code value} has a bit that {@code mask} lacks
     */
    public static void onlyBits(String name, int value, int mask) {
        if ((value & ~mask) != 0) {
            throw new IllegalArgumentException("%s is %#x, with bits outside %#x".formatted(name, value, mask));
        }
    }

    /**
     * Something must hold.
     *
     * @throws IllegalArgumentException with this message if it does not
     */
    public static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }
}
