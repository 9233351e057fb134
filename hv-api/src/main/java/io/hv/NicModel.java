package io.hv;

import java.util.regex.Pattern;

/**
 * Which network card the guest sees, in libvirt's words. The set is open: a host lists a model that it does not have as a
 * fault of the spec.
 *
 * @param id lower-case letters, digits and {@code -}, for example {@code virtio}
 */
public record NicModel(String id) {

    /** Comes first: the constants below are checked by it. */
    private static final Pattern ID = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");

    /** A virtio network device (virtio 1.2, 5.1). */
    public static final NicModel VIRTIO = new NicModel("virtio");
    /** An Intel 82540EM, which guests without drivers of virtio know. */
    public static final NicModel E1000 = new NicModel("e1000");

    /** Rejects an id of another form with {@link IllegalArgumentException}. */
    public NicModel {
        if (!ID.matcher(id).matches()) {
            throw new IllegalArgumentException("a model is lower-case letters, digits and hyphens: '" + id + "'");
        }
    }

    @Override
    public String toString() {
        return id;
    }
}
