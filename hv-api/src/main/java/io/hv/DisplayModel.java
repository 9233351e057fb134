package io.hv;

import java.util.regex.Pattern;

/**
 * Which graphics card the guest sees, in libvirt's words. The set is open: a host lists a model that it does not have as a
 * fault of the spec.
 *
 * @param id lower-case letters, digits and {@code -}, for example {@code vga}
 */
public record DisplayModel(String id) {

    /** Comes first: the constants below are checked by it. */
    private static final Pattern ID = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");

    /** A VGA with a linear frame buffer (Bochs), which firmware and every kernel can show text on. */
    public static final DisplayModel VGA = new DisplayModel("vga");

    /** Rejects an id of another form, and {@code none}, with {@link IllegalArgumentException}. */
    public DisplayModel {
        if (!ID.matcher(id).matches() || id.equals("none")) {
            throw new IllegalArgumentException("a model is lower-case letters, digits and hyphens: '" + id + "'");
        }
    }

    @Override
    public String toString() {
        return id;
    }
}
