package io.hv.backend.agent;

import io.hv.AgentException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A part of an agent's answer, which is a stranger's: whoever takes something out of it says what it has to be, and an
 * {@link AgentException} names the part that is something else. Immutable.
 */
final class AgentValue {

    private final Question question;
    private final String path;
    private final @Nullable Object value;

    AgentValue(Question question, String path, @Nullable Object value) {
        this.question = question;
        this.path = path;
        this.value = value;
    }

    /** A member that has to be there. */
    AgentValue member(String name) {
        return find(name).orElseThrow(() -> question.garbled(path + " has no '" + name + "'", null));
    }

    /** A member that may be missing. */
    Optional<AgentValue> find(String name) {
        Object member = is(Map.class, "an object").get(name);
        return member == null ? Optional.empty() : Optional.of(new AgentValue(question, path + "." + name, member));
    }

    /** Its items, in their order. */
    List<AgentValue> items() {
        List<?> items = is(List.class, "a list");
        return items.stream()
                .map(item -> new AgentValue(question, path + "[]", item))
                .toList();
    }

    String text() {
        return is(String.class, "a text");
    }

    /** The text of a member, empty where there is none. */
    String text(String name) {
        return find(name).map(AgentValue::text).orElse("");
    }

    long number() {
        return is(Long.class, "a whole number");
    }

    /** A number from 0 to the most that it may be. */
    int count(int most) {
        long number = number();
        if (number < 0 || number > most) {
            throw question.garbled(path + " is " + number + ", and not one of 0 to " + most, null);
        }
        return (int) number;
    }

    boolean truth() {
        return is(Boolean.class, "true or false");
    }

    /** Whether a member is there and true. */
    boolean truth(String name) {
        return find(name).map(AgentValue::truth).orElse(false);
    }

    /** Bytes in base64. */
    byte[] bytes() {
        try {
            return Base64.getDecoder().decode(text());
        } catch (IllegalArgumentException e) {
            throw question.garbled(path + " is no base64", e);
        }
    }

    /** What the agent says is not so. */
    AgentException garbled(String why) {
        return question.garbled(path + " " + why, null);
    }

    private <T> T is(Class<T> type, String words) {
        if (type.isInstance(value)) {
            return type.cast(value);
        }
        throw question.garbled(path + " is not " + words, null);
    }
}
