package io.hv.bench;

import java.util.List;
import java.util.Map;

/**
 * What a benchmark found.
 *
 * @param title for people
 * @param lines a table for people
 * @param json the same and the raw samples
 * @param criteria what was promised about it
 */
record Section(String title, List<String> lines, Map<String, Object> json, List<Criterion> criteria) {}
