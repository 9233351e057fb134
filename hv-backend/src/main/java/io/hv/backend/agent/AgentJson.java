package io.hv.backend.agent;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads and writes JSON as values: maps, lists, texts, {@link Long}, {@link Double}, {@link Boolean} and null. What is read
 * is a stranger's, and has bounds. Safe for any thread.
 */
final class AgentJson {

    private static final int DEEPEST = 32;
    private static final int MOST_VALUES = 100_000;
    private static final int LONGEST_NUMBER = 40;
    private static final int LONGEST_NAME = 256;

    /** Names are not kept for the next time: a stranger could make up ever new ones. */
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(DEEPEST)
                    .maxNumberLength(LONGEST_NUMBER)
                    .maxNameLength(LONGEST_NAME)
                    .maxStringLength(Integer.MAX_VALUE)
                    .build())
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
            .build();

    private AgentJson() {}

    /** In one line, of ASCII. */
    static String write(Map<String, ?> object) {
        StringWriter text = new StringWriter();
        try (JsonGenerator out = FACTORY.createGenerator(text)) {
            write(out, object);
        } catch (IOException e) {
            throw new UncheckedIOException("JSON could not be written to memory", e);
        }
        return text.toString();
    }

    private static void write(JsonGenerator out, Object value) throws IOException {
        if (value instanceof Map<?, ?> object) {
            out.writeStartObject();
            for (Map.Entry<?, ?> each : object.entrySet()) {
                out.writeFieldName((String) each.getKey());
                write(out, each.getValue());
            }
            out.writeEndObject();
        } else if (value instanceof List<?> list) {
            out.writeStartArray();
            for (Object each : list) {
                write(out, each);
            }
            out.writeEndArray();
        } else if (value instanceof Number number) {
            out.writeNumber(number.longValue());
        } else if (value instanceof Boolean truth) {
            out.writeBoolean(truth);
        } else {
            out.writeString((String) value);
        }
    }

    /**
     * One value, with nothing behind it.
     *
     * @throws IOException if the text is none, or beyond the bounds
     */
    static @Nullable Object read(String text) throws IOException {
        try (JsonParser in = FACTORY.createParser(text)) {
            JsonToken first = in.nextToken();
            if (first == null) {
                throw new IOException("nothing is said");
            }
            Object value = value(in, first, new int[] {MOST_VALUES});
            if (in.nextToken() != null) {
                throw new IOException("there is something behind the end");
            }
            return value;
        }
    }

    private static @Nullable Object value(JsonParser in, JsonToken token, int[] left) throws IOException {
        left[0]--;
        if (left[0] < 0) {
            throw new IOException("more than " + MOST_VALUES + " values");
        }
        return switch (token) {
            case START_OBJECT -> object(in, left);
            case START_ARRAY -> list(in, left);
            case VALUE_STRING -> in.getText();
            case VALUE_NUMBER_INT -> in.getLongValue();
            case VALUE_NUMBER_FLOAT -> in.getDoubleValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> null;
            default -> throw new IOException("it ends too early");
        };
    }

    private static Map<String, @Nullable Object> object(JsonParser in, int[] left) throws IOException {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        while (next(in) != JsonToken.END_OBJECT) {
            String name = in.currentName();
            object.put(name, value(in, next(in), left));
        }
        return object;
    }

    private static List<@Nullable Object> list(JsonParser in, int[] left) throws IOException {
        List<@Nullable Object> list = new ArrayList<>();
        for (JsonToken token = next(in); token != JsonToken.END_ARRAY; token = next(in)) {
            list.add(value(in, token, left));
        }
        return list;
    }

    private static JsonToken next(JsonParser in) throws IOException {
        JsonToken token = in.nextToken();
        if (token == null) {
            throw new IOException("it ends too early");
        }
        return token;
    }
}
