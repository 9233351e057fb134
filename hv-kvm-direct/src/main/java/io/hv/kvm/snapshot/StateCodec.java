package io.hv.kvm.snapshot;

import io.hv.kvm.bus.Stateful;

/**
 * Turns records into bytes and back. A record's components may be primitives, strings, enums, {@code byte[]},
 * {@code int[]}, {@code long[]}, {@link io.hv.kvm.bus.Bytes}, records, {@link StateNode}s, and lists of all these; none
 * may be null. A component that came with a later version is {@link Later}. Equal records give equal bytes. Stateless, safe for any thread.
 *
 * <p>The way goes over a {@link StateNode}, which knows the names but not the classes:
 *
 * <pre>{@code
 * record --describe--> StateNode --write--> bytes
 * record <----bind---- StateNode <--read--- bytes
 * }</pre>
 *
 * <p>Bytes come from anywhere: reading allocates no more than a fixed multiple of their number, and every way in which
 * they can be wrong ends in a {@link StateFormatException}.
 */
public final class StateCodec {

    private StateCodec() {}

    /**
     * A record as bytes.
     *
     * @throws StateFormatException if a component is null, of a type that cannot be saved, or nested too deeply
     */
    public static byte[] encode(Record state) {
        return write(describe(state));
    }

    /**
     * The record in these bytes.
     *
     * @throws StateFormatException if they are not the state of such a record, or if its constructor refuses a value
     */
    public static <R extends Record> R decode(byte[] encoded, Class<R> type) {
        return bind(read(encoded), type);
    }

    /**
     * A record as a node.
     *
     * @throws StateFormatException as {@link #encode}
     */
    public static StateNode describe(Record state) {
        return Binder.describe(state);
    }

    /**
     * A device's state as a node, which is described only when somebody looks into it: a machine that is forked hands the
     * record itself on. What {@link #describe} would refuse is refused then.
     */
    public static StateNode save(Stateful<?> device) {
        return new StateNode(device.save());
    }

    /**
     * The record that a node describes.
     *
     * @throws StateFormatException if type, component names or values do not match, or if its constructor refuses a value
     */
    public static <R extends Record> R bind(StateNode node, Class<R> type) {
        return Binder.bind(node, type);
    }

    /**
     * A node as bytes.
     *
     * @throws StateFormatException if it is nested too deeply
     */
    public static byte[] write(StateNode node) {
        return new NodeWriter().write(node);
    }

    /**
     * The node in these bytes.
     *
     * @throws StateFormatException if they are no node, or if anything follows it
     */
    public static StateNode read(byte[] encoded) {
        return new NodeReader(encoded).read();
    }

    /**
     * Restores a device from a node.
     *
     * @throws IllegalArgumentException if the node does not fit the device or holds what it cannot be; nothing changed
     */
    public static <S extends Record> void restore(Stateful<S> device, StateNode node) {
        @SuppressWarnings("unchecked") // save() returns an S, and a record class has no subclasses
        Class<S> type = (Class<S>) device.save().getClass();
        device.restore(node.record(type).orElseGet(() -> bind(node, type)));
    }
}
