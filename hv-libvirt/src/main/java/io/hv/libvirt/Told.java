package io.hv.libvirt;

import io.hv.HostFailureException;
import java.util.function.Function;

/** What libvirt says in XML that hv has to understand. */
final class Told {

    private Told() {}

    /**
     * Reads it.
     *
     * @param subject what it is of, for messages
     * @param reader throws {@link IllegalArgumentException} where it is not as expected
     * @param command virsh's, that shows it
     * @param function libvirt's, that gave it
     */
    static <T> T read(Object subject, String xml, Function<String, T> reader, String command, String function) {
        try {
            return reader.apply(xml);
        } catch (IllegalArgumentException e) {
            throw new HostFailureException(
                    "libvirt's XML of " + subject + " is not as hv expects it: " + e.getMessage(),
                    "look at it: virsh " + command,
                    function,
                    0,
                    e);
        }
    }
}
