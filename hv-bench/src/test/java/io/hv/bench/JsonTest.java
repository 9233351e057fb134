package io.hv.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.StringWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonTest {

    @Test
    void everyKindOfValue() throws IOException {
        Map<String, Object> value = new LinkedHashMap<>();
        value.put("text", "a\"quoted\"word\n\u00e4");
        value.put("whole", 5_000_000_000L);
        value.put("small", 7);
        value.put("part", 0.5);
        value.put("truth", true);
        value.put("times", new long[] {1, 2});
        value.put("shares", new double[] {0.25, 3});
        value.put("list", List.of(Map.of("a", 1), "b"));
        assertEquals(
                "{\"text\":\"a\\\"quoted\\\"word\\n\u00e4\",\"whole\":5000000000,\"small\":7,\"part\":0.5,"
                        + "\"truth\":true,\"times\":[1,2],\"shares\":[0.25,3.0],\"list\":[{\"a\":1},\"b\"]}",
                compact(value));
    }

    @Test
    void whatIsNoJsonIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> compact(Map.of("when", new Object())));
    }

    /** Without the blanks of the layout; the texts here have none. */
    private static String compact(Object value) throws IOException {
        StringWriter to = new StringWriter();
        Json.write(to, value);
        return to.toString().replaceAll("\\s", "");
    }
}
