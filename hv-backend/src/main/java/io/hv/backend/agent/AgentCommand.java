package io.hv.backend.agent;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** A command of the protocol's. Immutable. */
final class AgentCommand {

    private final String name;
    private final Map<String, Object> arguments;

    private AgentCommand(String name, Map<String, Object> arguments) {
        this.name = name;
        this.arguments = arguments;
    }

    static AgentCommand of(String name) {
        return new AgentCommand(name, Map.of());
    }

    /** With one argument more: a text, a number, a {@link Boolean} or a list of texts. */
    AgentCommand with(String argument, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(arguments);
        more.put(argument, value);
        return new AgentCommand(name, Collections.unmodifiableMap(more));
    }

    String name() {
        return name;
    }

    /** As the agent reads it. */
    String json() {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("execute", name);
        if (!arguments.isEmpty()) {
            all.put("arguments", arguments);
        }
        return AgentJson.write(all);
    }
}
