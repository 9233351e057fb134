package io.hv;

import org.jspecify.annotations.Nullable;

/** The agent in a guest refused a command, or answered what is no answer. The agent can be asked again. */
public final class AgentException extends HypervisorException {

    private static final long serialVersionUID = 1L;

    private final String errorClass;
    private final String description;

    /**
     * With what the agent says.
     *
     * @param message what was tried, of which domain, and what came of it
     * @param errorClass the agent's word for the kind of error, for example {@code CommandNotFound}; empty where it is not told
     * @param description the agent's own words, which may be the guest's lies; empty where there are none
     */
    public AgentException(
            String message, String remedy, String errorClass, String description, @Nullable Throwable cause) {
        super(message, remedy, cause);
        this.errorClass = errorClass;
        this.description = description;
    }

    /** The agent's word for the kind of error, for example {@code GenericError}; empty where it is not told. */
    public String errorClass() {
        return errorClass;
    }

    /** The agent's own words; empty where there are none. */
    public String description() {
        return description;
    }
}
