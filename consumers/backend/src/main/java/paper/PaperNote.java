package paper;

import io.hv.BackendOptions;

/**
 * What a machine does when it is started.
 *
 * @param text what it prints
 * @param heeds whether it shuts down when it is asked to
 */
public record PaperNote(String text, boolean heeds) implements BackendOptions {

    /** Says nothing, and heeds. */
    public static final PaperNote QUIET = new PaperNote("", true);
}
