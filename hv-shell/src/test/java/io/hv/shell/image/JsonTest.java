package io.hv.shell.image;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonTest {

    @Test
    void isWrittenAsQemuImgDoes() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("a \"name\"\\\n", List.of(Map.of("b", true), 1L));
        map.put("none", List.of());
        assertEquals("""
                {
                    "a \\"name\\"\\\\\\u000a": [
                        {
                            "b": true
                        },
                        1
                    ],
                    "none": []
                }""", Json.text(map));
    }
}
