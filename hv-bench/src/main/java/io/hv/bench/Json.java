package io.hv.bench;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import java.io.IOException;
import java.io.Writer;
import java.util.Map;

/** Writes maps, lists, arrays of numbers, text, numbers and truth values as JSON. */
final class Json {

    private Json() {}

    /** Writes a value; arrays stand on one line. */
    static void write(Writer to, Object value) throws IOException {
        JsonGenerator generator = new JsonFactory().createGenerator(to);
        generator.setPrettyPrinter(new DefaultPrettyPrinter());
        put(generator, value);
        generator.writeRaw('\n');
        generator.flush();
    }

    private static void put(JsonGenerator to, Object value) throws IOException {
        if (value instanceof Map<?, ?> map) {
            to.writeStartObject();
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                to.writeFieldName(String.valueOf(entry.getKey()));
                put(to, entry.getValue());
            }
            to.writeEndObject();
        } else if (value instanceof Iterable<?> values) {
            to.writeStartArray();
            for (Object each : values) {
                put(to, each);
            }
            to.writeEndArray();
        } else if (value instanceof double[] numbers) {
            to.writeArray(numbers, 0, numbers.length);
        } else if (value instanceof long[] numbers) {
            to.writeArray(numbers, 0, numbers.length);
        } else if (value instanceof Boolean truth) {
            to.writeBoolean(truth);
        } else if (value instanceof Double number) {
            to.writeNumber(number);
        } else if (value instanceof Number number) {
            to.writeNumber(number.longValue());
        } else if (value instanceof String text) {
            to.writeString(text);
        } else {
            throw new IllegalArgumentException("no JSON for " + value.getClass());
        }
    }
}
