package io.hv.shell;

import java.io.PrintWriter;
import java.util.List;

/** Prints rows in columns; the last column is as wide as it needs to be. */
public final class Table {

    private static final String ELLIPSIS = "...";

    private final PrintWriter out;
    private final int[] widths;

    /** A table whose columns but the last have these widths, in characters. */
    public Table(PrintWriter out, int... widths) {
        this.out = out;
        this.widths = widths.clone();
    }

    /** A table as wide as the longest cell of each column of these rows. */
    public static void print(PrintWriter out, List<List<String>> rows) {
        int[] widths = new int[rows.get(0).size() - 1];
        for (List<String> row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        Table table = new Table(out, widths);
        rows.forEach(row -> table.row(row.toArray(String[]::new)));
    }

    /** Prints a row now; a cell that is too long loses its end. */
    public void row(String... cells) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < cells.length; i++) {
            line.append(i < widths.length ? fit(cells[i], widths[i]) + "  " : cells[i]);
        }
        out.println(line.toString().stripTrailing());
        out.flush();
    }

    private static String fit(String text, int width) {
        String cut = text.length() <= width ? text : text.substring(0, width - ELLIPSIS.length()) + ELLIPSIS;
        return cut + " ".repeat(width - cut.length());
    }
}
