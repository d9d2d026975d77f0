"""The procedure as a graph that other tools draw and run: BPMN 2.0, Mermaid, DOT."""
