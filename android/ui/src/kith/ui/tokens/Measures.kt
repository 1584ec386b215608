/** Sizes and distances. */
package kith.ui.tokens

import androidx.compose.ui.unit.dp

/** Distances, from a hair to a page. */
public object Space {
    public val hair = 4.dp
    public val tight = 8.dp
    public val near = 12.dp
    public val wide = 16.dp
    public val page = 20.dp
    public val apart = 28.dp
}

/** Sizes. */
public object Size {
    /** The smallest thing that a finger is asked to meet. */
    public val target = 48.dp
    public val button = 56.dp
    public val icon = 24.dp
    public val mark = 44.dp
    public val face = 56.dp
    /** A picture before its words, on an individual's own screens. */
    public val picture = 60.dp
    /** A photo among words. */
    public val photo = 72.dp
    public val corner = 22.dp
    public val chip = 16.dp
    /** Lines of text are not wider than this. */
    public val column = 640.dp
    /** From here on the places of the app stand at the side. */
    public val wide = 840.dp
    public val rail = 220.dp
}
