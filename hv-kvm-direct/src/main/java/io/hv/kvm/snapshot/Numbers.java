package io.hv.kvm.snapshot;

/** Whole numbers, which a node keeps as {@code long} whatever width the record's component has. */
final class Numbers {

    private Numbers() {}

    /** The value as a boxed {@code type}. */
    static Object narrow(Object value, Class<?> type, String path) {
        if (type == long.class || type == Long.class) {
            return Binder.expect(Long.class, value, path);
        } else if (type == int.class || type == Integer.class) {
            return (int) within(value, Integer.MIN_VALUE, Integer.MAX_VALUE, path);
        } else if (type == short.class || type == Short.class) {
            return (short) within(value, Short.MIN_VALUE, Short.MAX_VALUE, path);
        } else if (type == byte.class || type == Byte.class) {
            return (byte) within(value, Byte.MIN_VALUE, Byte.MAX_VALUE, path);
        } else if (type == char.class || type == Character.class) {
            return (char) within(value, Character.MIN_VALUE, Character.MAX_VALUE, path);
        }
        throw Binder.unsupported(path, type);
    }

    private static long within(Object value, long least, long most, String path) {
        long number = Binder.expect(Long.class, value, path);
        if (number < least || number > most) {
            throw new StateFormatException(path + ": " + number + " is outside " + least + " to " + most);
        }
        return number;
    }
}
