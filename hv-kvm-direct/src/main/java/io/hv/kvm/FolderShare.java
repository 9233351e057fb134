package io.hv.kvm;

import io.hv.HostPath;
import java.util.regex.Pattern;

/**
 * A folder of the host's that a guest mounts, see {@link KvmOptions#share}.
 *
 * @param tag what the guest calls it
 * @param folder the folder
 * @param readOnly whether the guest can change nothing in it
 */
public record FolderShare(String tag, HostPath folder, boolean readOnly) {

    private static final Pattern TAG = Pattern.compile("[A-Za-z0-9._-]{1,36}");

    /**
     * A share.
     *
     * @throws IllegalArgumentException if the tag is not 1 to 36 letters, digits, dots, dashes and underscores
     */
    public FolderShare {
        if (!TAG.matcher(tag).matches()) {
            throw new IllegalArgumentException(
                    "a share's tag is 1 to 36 letters, digits, dots, dashes and underscores, not '" + tag + "'");
        }
    }
}
