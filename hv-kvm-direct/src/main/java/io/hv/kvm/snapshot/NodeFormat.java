package io.hv.kvm.snapshot;

/**
 * What {@link NodeWriter} and {@link NodeReader} agree on.
 *
 * <pre>
 * state   = 'H' 'V' 'S' version node
 * node    = name count (name value)*            count of components
 * value   = FALSE | TRUE
 *         | NUMBER zigzag | REAL 8 bytes, little-endian
 *         | TEXT length UTF-8 | BYTES length bytes
 *         | LIST count value* | NODE node
 * name    = 0 length UTF-8                      a new name; the first one is number 1
 *         | number                              a name that came before
 * count, length, number, zigzag = base 128, low groups first, bit 7 set in all but the last
 * </pre>
 */
final class NodeFormat {

    static final byte[] MAGIC = {'H', 'V', 'S', 1};

    static final int FALSE = 0;
    static final int TRUE = 1;
    static final int NUMBER = 2;
    static final int REAL = 3;
    static final int TEXT = 4;
    static final int BYTES = 5;
    static final int LIST = 6;
    static final int NODE = 7;

    /** Deeper trees are refused, on either way: reading and writing recurse. */
    static final int MAX_DEPTH = 64;

    private NodeFormat() {}

    static StateFormatException tooDeep() {
        return new StateFormatException("the state is nested deeper than " + MAX_DEPTH);
    }
}
