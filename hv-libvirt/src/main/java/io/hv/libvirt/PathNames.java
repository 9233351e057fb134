package io.hv.libvirt;

import io.hv.HostPath;

/** The parts of a path of a host's, which may be another machine: {@code /} divides it. */
final class PathNames {

    private PathNames() {}

    /** The folder that it is in. */
    static String parent(HostPath file) {
        int slash = file.path().lastIndexOf('/');
        return slash <= 0 ? "/" : stripped(file.path().substring(0, slash));
    }

    /** Its last name. */
    static String base(HostPath file) {
        return file.path().substring(file.path().lastIndexOf('/') + 1);
    }

    /** What its last name ends with, from the last dot on. */
    static String ending(HostPath file) {
        String base = base(file);
        int dot = base.lastIndexOf('.');
        return dot <= 0 ? "" : base.substring(dot);
    }

    /** Without slashes at its end. */
    static String stripped(String folder) {
        String text = folder;
        while (text.length() > 1 && text.endsWith("/")) {
            text = text.substring(0, text.length() - 1);
        }
        return text;
    }
}
