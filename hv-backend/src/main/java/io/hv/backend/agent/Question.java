package io.hv.backend.agent;

import io.hv.AgentException;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What was asked, for messages about what comes back.
 *
 * @param subject whose agent, for example {@code the domain 'web'}
 * @param command the command's name
 */
record Question(String subject, String command) {

    private static final int LONGEST = 1000;
    private static final String UNKNOWN_COMMAND = "CommandNotFound";

    /**
     * What the agent returns.
     *
     * @throws AgentException if it refuses, or that is no answer
     */
    AgentValue answered(String json) {
        Map<?, ?> answer = object(json);
        if (answer.containsKey("return")) {
            return new AgentValue(this, command, answer.get("return"));
        }
        if (answer.get("error") instanceof Map<?, ?> error) {
            throw refused(text(error.get("class")), text(error.get("desc")));
        }
        throw garbled("neither a result nor an error is in it", null);
    }

    private Map<?, ?> object(String json) {
        try {
            if (AgentJson.read(json) instanceof Map<?, ?> object) {
                return object;
            }
        } catch (IOException e) {
            throw garbled(cut(String.valueOf(e.getMessage())), e);
        }
        throw garbled("it is no object", null);
    }

    private AgentException refused(String errorClass, String description) {
        String remedy = errorClass.equals(UNKNOWN_COMMAND)
                ? "a newer agent may know it; or who runs the guest has switched it off (qemu-ga's block list)"
                : "the agent's words say why";
        return new AgentException(
                "the agent of " + subject + " refuses " + command + ": "
                        + (description.isEmpty() ? "it gives no reason" : description)
                        + (errorClass.isEmpty() ? "" : " (" + errorClass + ")"),
                remedy,
                errorClass,
                description,
                null);
    }

    /** The agent does not keep to the protocol. */
    AgentException garbled(String why, @Nullable Throwable cause) {
        return new AgentException(
                "what the agent of " + subject + " answers to " + command + " is no answer: " + why,
                "ask again; an agent that does so again is broken, or none",
                "",
                "",
                cause);
    }

    private static String text(@Nullable Object value) {
        return value instanceof String text ? cut(text) : "";
    }

    /** A guest's text in a message is short, and has no lines of its own. */
    private static String cut(String text) {
        String line = text.replaceAll("\\p{Cntrl}", " ");
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "...";
    }
}
