<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de_DE">
<context>
    <name>Banner</name>
    <message>
        <source>Close message</source>
        <translation>Meldung schließen</translation>
    </message>
</context>
<context>
    <name>BatchesLens</name>
    <message>
        <source>Batches</source>
        <translation>Batches</translation>
    </message>
    <message>
        <source>How far the gradient of a mini-batch strays from that of all data.</source>
        <translation>Wie weit der Gradient eines Mini-Batches von dem aller Daten abweicht.</translation>
    </message>
    <message>
        <source>Batch size</source>
        <translation>Batchgröße</translation>
    </message>
    <message>
        <source>Of the random batches shown here; the run keeps its own.</source>
        <translation>Der zufälligen Batches, die hier gezeigt werden; der Lauf behält seine.</translation>
    </message>
    <message>
        <source>Train with it</source>
        <translation>Damit trainieren</translation>
    </message>
    <message>
        <source>Train with this batch size</source>
        <translation>Mit dieser Batchgröße trainieren</translation>
    </message>
    <message>
        <source>Sets the batch size of the run; it goes on with its weights.</source>
        <translation>Setzt die Batchgröße des Laufs; er geht mit seinen Gewichten weiter.</translation>
    </message>
    <message>
        <source>along the gradient of all data</source>
        <translation>längs des Gradienten aller Daten</translation>
    </message>
    <message>
        <source>beside it</source>
        <translation>quer dazu</translation>
    </message>
    <message>
        <source>Gradients</source>
        <translation>Gradienten</translation>
    </message>
    <message>
        <source>next batch ({size})</source>
        <translation>nächster Batch ({size})</translation>
    </message>
    <message>
        <source>all data ({size})</source>
        <translation>alle Daten ({size})</translation>
    </message>
    <message>
        <source>The next batch, {size} points, points {angle}° away from all data; it is {times} times as long.</source>
        <translation>Der nächste Batch, {size} Punkte, zeigt um {angle}° an allen Daten vorbei; er ist {times}-mal so lang.</translation>
    </message>
    <message>
        <source>Random batches of {size} stray by {angle}° (every second one by more).</source>
        <translation>Zufällige Batches von {size} weichen um {angle}° ab (jeder zweite um mehr).</translation>
    </message>
    <message>
        <source>A batch of all data does not stray at all.</source>
        <translation>Ein Batch aller Daten weicht gar nicht ab.</translation>
    </message>
    <message>
        <source>With about {size} points a batch, chance is as strong as the direction itself.</source>
        <translation>Bei etwa {size} Punkten je Batch ist der Zufall so stark wie die Richtung selbst.</translation>
    </message>
    <message>
        <source>This plane shows {share} % of how the batches differ.</source>
        <translation>Diese Ebene zeigt {share} % dessen, worin sich die Batches unterscheiden.</translation>
    </message>
</context>
<context>
    <name>BeatsLens</name>
    <message>
        <source>Four beats</source>
        <translation>Vier Takte</translation>
    </message>
    <message>
        <source>The next update step by step: forward, loss, backward, update.</source>
        <translation>Das nächste Update Schritt für Schritt: vorwärts, Verlust, rückwärts, Update.</translation>
    </message>
    <message>
        <source>Points of the batch</source>
        <translation>Punkte des Batches</translation>
    </message>
    <message>
        <source>A bar for each point; a click or arrow keys choose whose sums are shown.</source>
        <translation>Ein Balken für jeden Punkt; ein Klick oder die Pfeiltasten wählen, wessen Summen gezeigt werden.</translation>
    </message>
    <message>
        <source>Forward →</source>
        <translation>Vorwärts →</translation>
    </message>
    <message>
        <source>From the batch to its answers.</source>
        <translation>Vom Batch zu seinen Antworten.</translation>
    </message>
    <message>
        <source>Loss</source>
        <translation>Verlust</translation>
    </message>
    <message>
        <source>How wrong each answer is.</source>
        <translation>Wie falsch jede Antwort ist.</translation>
    </message>
    <message>
        <source>← Backward</source>
        <translation>← Rückwärts</translation>
    </message>
    <message>
        <source>From the loss to gradients.</source>
        <translation>Vom Verlust zu den Gradienten.</translation>
    </message>
    <message>
        <source>Update</source>
        <translation>Update</translation>
    </message>
    <message>
        <source>From gradients to new weights.</source>
        <translation>Von den Gradienten zu neuen Gewichten.</translation>
    </message>
    <message>
        <source>Beat</source>
        <translation>Takt</translation>
    </message>
    <message>
        <source>Which part of the next update is shown.</source>
        <translation>Welcher Teil des nächsten Updates gezeigt wird.</translation>
    </message>
    <message>
        <source>One beat back</source>
        <translation>Ein Takt zurück</translation>
    </message>
    <message>
        <source>Goes back by one beat, also into the update before (key ,).</source>
        <translation>Geht einen Takt zurück, auch ins Update davor (Taste ,).</translation>
    </message>
    <message>
        <source>Next beat</source>
        <translation>Nächster Takt</translation>
    </message>
    <message>
        <source>Goes on by one beat; after the last one the update is made (key .).</source>
        <translation>Geht einen Takt weiter; nach dem letzten wird das Update gemacht (Taste .).</translation>
    </message>
    <message>
        <source>Metronome</source>
        <translation>Metronom</translation>
    </message>
    <message>
        <source>Goes on by one beat again and again.</source>
        <translation>Geht immer wieder einen Takt weiter.</translation>
    </message>
    <message>
        <source>Seconds a beat</source>
        <translation>Sekunden je Takt</translation>
    </message>
    <message>
        <source>How long a beat of the metronome is, and how slowly numbers flow.</source>
        <translation>Wie lang ein Takt des Metronoms ist und wie langsam Zahlen fließen.</translation>
    </message>
    <message>
        <source>s a beat</source>
        <translation>s je Takt</translation>
    </message>
    <message>
        <source>positive</source>
        <translation>positiv</translation>
    </message>
    <message>
        <source>negative</source>
        <translation>negativ</translation>
    </message>
    <message>
        <source>Point at a link or neuron to read its number.</source>
        <translation>Auf eine Verbindung oder ein Neuron zeigen, um die Zahl zu lesen.</translation>
    </message>
    <message>
        <source>penalty</source>
        <translation>Strafterm</translation>
    </message>
    <message>
        <source>{loss} of each point</source>
        <translation>{loss} jedes Punkts</translation>
    </message>
    <message>
        <source>mean</source>
        <translation>Mittel</translation>
    </message>
    <message>
        <source>{title}, the first {drawn} of {count}</source>
        <translation>{title}, die ersten {drawn} von {count}</translation>
    </message>
    <message>
        <source>Input of each point</source>
        <translation>Eingabe jedes Punkts</translation>
    </message>
    <message>
        <source>Blame dL/dz of each point</source>
        <translation>Schuld dL/dz jedes Punkts</translation>
    </message>
    <message>
        <source>Activation a of each point</source>
        <translation>Aktivierung a jedes Punkts</translation>
    </message>
</context>
<context>
    <name>BlameLens</name>
    <message>
        <source>Blame</source>
        <translation>Schuld</translation>
    </message>
    <message>
        <source>On which paths a weight acts on the loss, and how strongly on each.</source>
        <translation>Auf welchen Wegen ein Gewicht auf den Verlust wirkt, und wie stark auf jedem.</translation>
    </message>
    <message>
        <source>next batch</source>
        <translation>nächster Batch</translation>
    </message>
    <message>
        <source>The mean over its points.</source>
        <translation>Das Mittel über seine Punkte.</translation>
    </message>
    <message>
        <source>one point</source>
        <translation>ein Punkt</translation>
    </message>
    <message>
        <source>Its factors multiply exactly.</source>
        <translation>Seine Faktoren lassen sich genau multiplizieren.</translation>
    </message>
    <message>
        <source>Points</source>
        <translation>Punkte</translation>
    </message>
    <message>
        <source>Whether the paths are those of the whole batch or of a single point.</source>
        <translation>Ob es die Wege des ganzen Batches oder die eines einzelnen Punktes sind.</translation>
    </message>
    <message>
        <source>Paths</source>
        <translation>Wege</translation>
    </message>
    <message>
        <source>Each row is a path from the weight to the loss; choose one to see it above.</source>
        <translation>Jede Zeile ist ein Weg vom Gewicht zum Verlust; wähle eine, um ihn oben zu sehen.</translation>
    </message>
    <message>
        <source>Gradient by layer</source>
        <translation>Gradient je Schicht</translation>
    </message>
    <message>
        <source>Typical size (root mean square) of a weight&apos;s gradient in each layer; a bar grows by the same length with each power of ten.</source>
        <translation>Übliche Größe (quadratisches Mittel) des Gradienten eines Gewichts in jeder Schicht; mit jeder Zehnerpotenz wächst ein Balken um dieselbe Länge.</translation>
    </message>
    <message>
        <source>Gradient by layer, logarithmic</source>
        <translation>Gradient je Schicht, logarithmisch</translation>
    </message>
    <message>
        <source>share</source>
        <translation>Anteil</translation>
    </message>
    <message>
        <source>What this path adds to the gradient: blue raises the loss when the weight grows, orange lowers it; the bar is its size.</source>
        <translation>Was dieser Weg zum Gradienten beiträgt: Blau hebt den Verlust, wenn das Gewicht wächst, Orange senkt ihn; der Balken ist die Größe.</translation>
    </message>
    <message>
        <source>path</source>
        <translation>Weg</translation>
    </message>
    <message>
        <source>The neurons on it, from left to right.</source>
        <translation>Die Neuronen auf ihm, von links nach rechts.</translation>
    </message>
    <message>
        <source>What enters the weight.</source>
        <translation>Was in das Gewicht eingeht.</translation>
    </message>
    <message>
        <source>bias</source>
        <translation>Bias</translation>
    </message>
    <message>
        <source>A one enters a bias.</source>
        <translation>In einen Bias geht eine Eins ein.</translation>
    </message>
    <message>
        <source>a′ in {layer}</source>
        <translation>a′ in {layer}</translation>
    </message>
    <message>
        <source>Slope of the neuron&apos;s activation, where its sum stands.</source>
        <translation>Steigung der Aktivierung des Neurons dort, wo seine Summe steht.</translation>
    </message>
    <message>
        <source>dropout in {layer}</source>
        <translation>Dropout in {layer}</translation>
    </message>
    <message>
        <source>0 where dropout switches the neuron off, else 1 / (1 − rate).</source>
        <translation>0, wo Dropout das Neuron ausschaltet, sonst 1 / (1 − Rate).</translation>
    </message>
    <message>
        <source>w into {layer}</source>
        <translation>w in {layer}</translation>
    </message>
    <message>
        <source>The weight of the link that the path goes on by.</source>
        <translation>Das Gewicht der Verbindung, auf der der Weg weitergeht.</translation>
    </message>
    <message>
        <source>a′ at the output</source>
        <translation>a′ der Ausgabe</translation>
    </message>
    <message>
        <source>Slope of the output&apos;s activation, where its sum stands.</source>
        <translation>Steigung der Aktivierung der Ausgabe dort, wo ihre Summe steht.</translation>
    </message>
    <message>
        <source>How the loss changes with this output.</source>
        <translation>Wie sich der Verlust mit dieser Ausgabe ändert.</translation>
    </message>
    <message>
        <source>{share} by way of {path}: {factors}</source>
        <translation>{share} über {path}: {factors}</translation>
    </message>
</context>
<context>
    <name>BoundaryPage</name>
    <message>
        <source>Boundary before and after</source>
        <translation>Grenze vorher und nachher</translation>
    </message>
    <message>
        <source>The output after the update; dashed is the boundary as it was before.</source>
        <translation>Die Ausgabe nach dem Update; gestrichelt die Grenze, wie sie vorher war.</translation>
    </message>
    <message>
        <source>Curve before and after</source>
        <translation>Kurve vorher und nachher</translation>
    </message>
    <message>
        <source>dashed: before, solid: after the update</source>
        <translation>gestrichelt: vor, durchgezogen: nach dem Update</translation>
    </message>
</context>
<context>
    <name>Collapsible</name>
    <message>
        <source>Opens and closes this group of settings.</source>
        <translation>Öffnet und schließt diese Gruppe von Einstellungen.</translation>
    </message>
</context>
<context>
    <name>ColumnToggles</name>
    <message>
        <source>Feed this column.</source>
        <translation>Diese Spalte dem Netz geben.</translation>
    </message>
</context>
<context>
    <name>CommandPalette</name>
    <message>
        <source>Find anything</source>
        <translation>Alles finden</translation>
    </message>
    <message>
        <source>Type a few letters of an action or a control</source>
        <translation>Ein paar Buchstaben eines Befehls oder Bedienelements eingeben</translation>
    </message>
    <message>
        <source>What was found</source>
        <translation>Was gefunden wurde</translation>
    </message>
    <message>
        <source>Enter takes the marked line.</source>
        <translation>Die Eingabetaste nimmt die markierte Zeile.</translation>
    </message>
</context>
<context>
    <name>ConfusionPage</name>
    <message>
        <source>train</source>
        <translation>Training</translation>
    </message>
    <message>
        <source>Count the training examples.</source>
        <translation>Die Trainingsbeispiele zählen.</translation>
    </message>
    <message>
        <source>test</source>
        <translation>Test</translation>
    </message>
    <message>
        <source>Count the test examples.</source>
        <translation>Die Testbeispiele zählen.</translation>
    </message>
    <message>
        <source>Counted</source>
        <translation>Gezählt</translation>
    </message>
    <message>
        <source>Which examples are counted.</source>
        <translation>Welche Beispiele gezählt werden.</translation>
    </message>
    <message>
        <source>Confusion matrix</source>
        <translation>Konfusionsmatrix</translation>
    </message>
    <message>
        <source>A row for each class, a column for what the network takes its examples for.</source>
        <translation>Eine Zeile für jede Klasse, eine Spalte für das, wofür das Netz ihre Beispiele hält.</translation>
    </message>
    <message>
        <source>class ↓   taken for →</source>
        <translation>Klasse ↓   gehalten für →</translation>
    </message>
</context>
<context>
    <name>ConfusionTable</name>
    <message>
        <source>Confusion matrix</source>
        <translation>Konfusionsmatrix</translation>
    </message>
    <message>
        <source>Examples of {name}</source>
        <translation>Beispiele für {name}</translation>
    </message>
    <message>
        <source>Taken for {name}</source>
        <translation>Gehalten für {name}</translation>
    </message>
    <message>
        <source>{name}: {right} of {total} right</source>
        <translation>{name}: {right} von {total} richtig</translation>
    </message>
    <message>
        <source>{name} taken for {answer}: {count} of {total}, {share}</source>
        <translation>{name} gehalten für {answer}: {count} von {total}, {share}</translation>
    </message>
</context>
<context>
    <name>CurvePage</name>
    <message>
        <source>Left and Right move the cursor, + and - zoom, 0 shows everything; the buttons above show and hide curves.</source>
        <translation>Links und Rechts bewegen den Zeiger, + und - vergrößern und verkleinern, 0 zeigt alles; die Knöpfe darüber zeigen und verbergen Kurven.</translation>
    </message>
    <message>
        <source>gap</source>
        <translation>Abstand</translation>
    </message>
    <message>
        <source>lowest test loss: {loss} in epoch {epoch}</source>
        <translation>kleinster Testverlust: {loss} in Epoche {epoch}</translation>
    </message>
</context>
<context>
    <name>CurveView</name>
    <message>
        <source>Output</source>
        <translation>Ausgabe</translation>
    </message>
    <message>
        <source>The network&apos;s answer as a curve over one coordinate, with the data points.</source>
        <translation>Die Antwort des Netzes als Kurve über einer Koordinate, mit den Datenpunkten.</translation>
    </message>
</context>
<context>
    <name>DataPanel</name>
    <message>
        <source>Regenerate the data</source>
        <translation>Daten neu ziehen</translation>
    </message>
    <message>
        <source>Draw other points of the same kind: a new data seed.</source>
        <translation>Zieht andere Punkte derselben Art: eine neue Zufallszahl der Daten.</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>Daten</translation>
    </message>
    <message>
        <source>Data set</source>
        <translation>Datensatz</translation>
    </message>
    <message>
        <source>The examples to learn from.</source>
        <translation>Die Beispiele, aus denen das Netz lernt.</translation>
    </message>
    <message>
        <source>Paint on these points</source>
        <translation>Auf diesen Punkten malen</translation>
    </message>
    <message>
        <source>Takes the points as they are as a sheet to paint on.</source>
        <translation>Nimmt die Punkte, wie sie sind, als Blatt, auf dem gemalt wird.</translation>
    </message>
    <message>
        <source>Features</source>
        <translation>Merkmale</translation>
    </message>
    <message>
        <source>What the network sees of each example.</source>
        <translation>Was das Netz von jedem Beispiel sieht.</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Mehr</translation>
    </message>
    <message>
        <source>seed {seed}</source>
        <translation>Zufall {seed}</translation>
    </message>
    <message>
        <source>all {count} columns</source>
        <translation>alle {count} Spalten</translation>
    </message>
    <message>
        <source>1 row with gaps left out</source>
        <translation>1 Zeile mit Lücken weggelassen</translation>
    </message>
    <message>
        <source>{count} rows with gaps left out</source>
        <translation>{count} Zeilen mit Lücken weggelassen</translation>
    </message>
    <message>
        <source>Nothing is painted yet: click and drag on the output.</source>
        <translation>Noch nichts gemalt: Klicken und ziehen Sie auf der Ausgabe.</translation>
    </message>
    <message>
        <source>All points are of one class: paint another class, too.</source>
        <translation>Alle Punkte gehören zu einer Klasse: Malen Sie auch eine andere.</translation>
    </message>
</context>
<context>
    <name>DiagramPicture</name>
    <message>
        <source>no hidden layer</source>
        <translation>keine verdeckte Schicht</translation>
    </message>
    <message>
        <source>1 hidden layer</source>
        <translation>1 verdeckte Schicht</translation>
    </message>
    <message>
        <source>{count} hidden layers</source>
        <translation>{count} verdeckte Schichten</translation>
    </message>
    <message>
        <source>+ {count} more</source>
        <translation>+ {count} weitere</translation>
    </message>
    <message>
        <source>1 neuron</source>
        <translation>1 Neuron</translation>
    </message>
    <message>
        <source>{count} neurons</source>
        <translation>{count} Neuronen</translation>
    </message>
    <message>
        <source>+ {count}
layers</source>
        <translation>+ {count}
Schichten</translation>
    </message>
</context>
<context>
    <name>DiagramView</name>
    <message>
        <source>Network diagram</source>
        <translation>Bild des Netzes</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keine</translation>
    </message>
    <message>
        <source>A network of {inputs} inputs, hidden layers of {hidden} neurons and {outputs} outputs; arrow keys select a neuron, W goes to links.</source>
        <translation>Ein Netz mit {inputs} Eingaben, verdeckten Schichten aus {hidden} Neuronen und {outputs} Ausgaben; die Pfeiltasten wählen ein Neuron, W geht zu den Verbindungen.</translation>
    </message>
</context>
<context>
    <name>Dialogs</name>
    <message>
        <source>Open experiment</source>
        <translation>Experiment öffnen</translation>
    </message>
    <message>
        <source>Save experiment</source>
        <translation>Experiment speichern</translation>
    </message>
</context>
<context>
    <name>DigitPage</name>
    <message>
        <source>Pad</source>
        <translation>Zeichenfeld</translation>
    </message>
    <message>
        <source>Draw a digit as large as the square: mouse, or arrow keys with the space bar to put the pen down; the right button takes ink away.</source>
        <translation>Eine Ziffer so groß wie das Quadrat zeichnen: mit der Maus, oder mit den Pfeiltasten und der Leertaste, die den Stift aufsetzt; die rechte Taste nimmt Tinte weg.</translation>
    </message>
    <message>
        <source>Probabilities</source>
        <translation>Wahrscheinlichkeiten</translation>
    </message>
    <message>
        <source>How likely the network takes the drawing for each digit.</source>
        <translation>Mit welcher Wahrscheinlichkeit das Netz die Zeichnung für jede Ziffer hält.</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>Leeren</translation>
    </message>
    <message>
        <source>Takes all ink away; so does the Delete key on the pad.</source>
        <translation>Nimmt alle Tinte weg; das tut auch die Entfernen-Taste im Zeichenfeld.</translation>
    </message>
    <message>
        <source>Test digit</source>
        <translation>Testziffer</translation>
    </message>
    <message>
        <source>Shows the next digit of the test data, and which one it is.</source>
        <translation>Zeigt die nächste Ziffer der Testdaten und welche es ist.</translation>
    </message>
    <message>
        <source>{truth}, taken for {taken}</source>
        <translation>{truth}, gehalten für {taken}</translation>
    </message>
</context>
<context>
    <name>DoctorLens</name>
    <message>
        <source>Doctor</source>
        <translation>Arzt</translation>
    </message>
    <message>
        <source>What is wrong with this run, the evidence, and a remedy to try.</source>
        <translation>Was diesem Lauf fehlt, woran man es sieht, und ein Mittel zum Ausprobieren.</translation>
    </message>
    <message>
        <source>Diagnosis</source>
        <translation>Befund</translation>
    </message>
    <message>
        <source>What the doctor found, the worst first.</source>
        <translation>Was der Arzt gefunden hat, das Schlimmste zuerst.</translation>
    </message>
    <message>
        <source>Try it beside</source>
        <translation>Daneben ausprobieren</translation>
    </message>
    <message>
        <source>Trains the run with the remedy from the same start, as a curve beside it.</source>
        <translation>Trainiert den Lauf mit dem Mittel vom gleichen Anfang an, als Kurve daneben.</translation>
    </message>
    <message>
        <source>Apply</source>
        <translation>Anwenden</translation>
    </message>
    <message>
        <source>Changes the settings of this run; undo takes it back.</source>
        <translation>Ändert die Einstellungen dieses Laufs; Rückgängig nimmt es zurück.</translation>
    </message>
    <message>
        <source>Training with the remedy…</source>
        <translation>Training mit dem Mittel…</translation>
    </message>
    <message>
        <source>Training with the remedy: {percent} %</source>
        <translation>Training mit dem Mittel: {percent} %</translation>
    </message>
    <message>
        <source>with the remedy</source>
        <translation>mit dem Mittel</translation>
    </message>
    <message>
        <source>With the remedy the training loss is {loss} after {epochs} epochs. Its curves stand dashed in the plots.</source>
        <translation>Mit dem Mittel ist der Trainingsverlust nach {epochs} Epochen {loss}. Seine Kurven stehen gestrichelt in den Diagrammen.</translation>
    </message>
    <message>
        <source>Remedy: {changes}. {why}</source>
        <translation>Mittel: {changes}. {why}</translation>
    </message>
</context>
<context>
    <name>Documents</name>
    <message>
        <source>Experiments</source>
        <translation>Experimente</translation>
    </message>
</context>
<context>
    <name>DropoutLens</name>
    <message>
        <source>Dropout</source>
        <translation>Dropout</translation>
    </message>
    <message>
        <source>The thinned networks that dropout trains, and their average.</source>
        <translation>Die ausgedünnten Netze, die Dropout trainiert, und ihr Mittel.</translation>
    </message>
    <message>
        <source>as set</source>
        <translation>gesetzt</translation>
    </message>
    <message>
        <source>Share dropped</source>
        <translation>Weggelassener Anteil</translation>
    </message>
    <message>
        <source>Of each hidden layer, only here; as set is what the run trains with.</source>
        <translation>Jeder verdeckten Schicht, nur hier; wie gesetzt ist, womit der Lauf trainiert.</translation>
    </message>
    <message>
        <source>average of {n}</source>
        <translation>Mittel von {n}</translation>
    </message>
    <message>
        <source>whole network</source>
        <translation>ganzes Netz</translation>
    </message>
    <message>
        <source>Thinned networks</source>
        <translation>Ausgedünnte Netze</translation>
    </message>
    <message>
        <source>answer</source>
        <translation>Antwort</translation>
    </message>
    <message>
        <source>Training meets the thinned networks: their loss is {thinned} on average, from {low} to {high}. Evaluation uses the whole network: {whole}.</source>
        <translation>Das Training trifft auf die ausgedünnten Netze: Ihr Verlust ist im Mittel {thinned}, von {low} bis {high}. Die Auswertung nimmt das ganze Netz: {whole}.</translation>
    </message>
    <message>
        <source>Network 1 keeps {counts} neurons a layer. The whole network is close to the average of all: {difference} apart on average.</source>
        <translation>Netz 1 behält {counts} Neuronen je Schicht. Das ganze Netz liegt nahe am Mittel aller: im Mittel {difference} auseinander.</translation>
    </message>
</context>
<context>
    <name>EquationWindow</name>
    <message>
        <source>Equation</source>
        <translation>Gleichung</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>As it is written by hand.</source>
        <translation>Wie man sie von Hand schreibt.</translation>
    </message>
    <message>
        <source>For a paper.</source>
        <translation>Für einen Aufsatz.</translation>
    </message>
    <message>
        <source>A function that can be run.</source>
        <translation>Eine Funktion, die man laufen lassen kann.</translation>
    </message>
    <message>
        <source>Form of the equation</source>
        <translation>Form der Gleichung</translation>
    </message>
    <message>
        <source>How the equation is written.</source>
        <translation>Wie die Gleichung geschrieben wird.</translation>
    </message>
    <message>
        <source>Digits</source>
        <translation>Stellen</translation>
    </message>
    <message>
        <source>How many significant digits each number gets.</source>
        <translation>Wie viele gültige Stellen jede Zahl bekommt.</translation>
    </message>
    <message>
        <source>The network as it is now, with its weights as numbers.</source>
        <translation>Das Netz, wie es jetzt ist, mit seinen Gewichten als Zahlen.</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Puts the whole text on the clipboard.</source>
        <translation>Legt den ganzen Text in die Zwischenablage.</translation>
    </message>
    <message>
        <source>With {count} parameters the equation would be too long to read; up to {most} are written out. Remove neurons or features.</source>
        <translation>Mit {count} Parametern wäre die Gleichung zu lang zum Lesen; bis zu {most} werden ausgeschrieben. Entfernen Sie Neuronen oder Merkmale.</translation>
    </message>
</context>
<context>
    <name>FilmStrip</name>
    <message>
        <source>Update {step}</source>
        <translation>Schritt {step}</translation>
    </message>
</context>
<context>
    <name>GhostBar</name>
    <message>
        <source>Old curves</source>
        <translation>Alte Kurven</translation>
    </message>
    <message>
        <source>Name of the old curve</source>
        <translation>Name der alten Kurve</translation>
    </message>
</context>
<context>
    <name>GhostEntry</name>
    <message>
        <source>Rename…</source>
        <translation>Umbenennen…</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Click hides this old curve, F2 renames it, Delete removes it.</source>
        <translation>Klick verbirgt diese alte Kurve, F2 benennt sie um, Entf entfernt sie.</translation>
    </message>
</context>
<context>
    <name>Guide</name>
    <message>
        <source>What is this?</source>
        <translation>Was ist das?</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Tasten</translation>
    </message>
    <message>
        <source>Choose a control with the Tab key or point at it, then press F1.</source>
        <translation>Wählen Sie ein Bedienelement mit der Tabulatortaste oder zeigen Sie darauf und drücken Sie F1.</translation>
    </message>
    <message>
        <source>Everywhere</source>
        <translation>Überall</translation>
    </message>
    <message>
        <source>In a control</source>
        <translation>In einem Bedienelement</translation>
    </message>
    <message>
        <source>Tab</source>
        <translation>Tabulator</translation>
    </message>
    <message>
        <source>to the next control</source>
        <translation>zum nächsten Bedienelement</translation>
    </message>
    <message>
        <source>Space</source>
        <translation>Leertaste</translation>
    </message>
    <message>
        <source>press a button, choose a tile</source>
        <translation>Knopf drücken, Kachel wählen</translation>
    </message>
    <message>
        <source>a step of a slider; the next tile, tab or neuron</source>
        <translation>ein Schritt eines Reglers; nächste Kachel, nächster Reiter, nächstes Neuron</translation>
    </message>
    <message>
        <source>a step of a number; the next choice</source>
        <translation>ein Schritt einer Zahl; die nächste Auswahl</translation>
    </message>
    <message>
        <source>Page up, page down</source>
        <translation>Bild auf, Bild ab</translation>
    </message>
    <message>
        <source>a big step of a slider or number; a step of the chosen weight</source>
        <translation>ein großer Schritt eines Reglers oder einer Zahl; ein Schritt des gewählten Gewichts</translation>
    </message>
    <message>
        <source>in the network: from neurons to links, and back</source>
        <translation>im Netz: von Neuronen zu Verbindungen und zurück</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Enter</translation>
    </message>
    <message>
        <source>in the network: edit the chosen weight or bias</source>
        <translation>im Netz: das gewählte Gewicht oder den Bias bearbeiten</translation>
    </message>
    <message>
        <source>in the network: freeze what is chosen, or let it move again</source>
        <translation>im Netz: das Gewählte einfrieren oder wieder beweglich machen</translation>
    </message>
    <message>
        <source>in a plot: closer, farther, everything</source>
        <translation>in einem Diagramm: näher, weiter weg, alles</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Entf</translation>
    </message>
    <message>
        <source>in the network: cut the chosen link</source>
        <translation>im Netz: die gewählte Verbindung kappen</translation>
    </message>
    <message>
        <source>Home, End</source>
        <translation>Pos1, Ende</translation>
    </message>
    <message>
        <source>the ends of a slider</source>
        <translation>die Enden eines Reglers</translation>
    </message>
    <message>
        <source>Double click</source>
        <translation>Doppelklick</translation>
    </message>
    <message>
        <source>on a slider or a label: back to the default</source>
        <translation>auf Regler oder Beschriftung: zurück zum Standardwert</translation>
    </message>
    <message>
        <source>Escape</source>
        <translation>Escape</translation>
    </message>
    <message>
        <source>take typing back; let a neuron go; close a window</source>
        <translation>Eingabe zurücknehmen; Neuron loslassen; Fenster schließen</translation>
    </message>
</context>
<context>
    <name>HistogramPage</name>
    <message>
        <source>Histograms</source>
        <translation>Histogramme</translation>
    </message>
    <message>
        <source>For each layer, how many of its numbers are of which size.</source>
        <translation>Für jede Schicht, wie viele ihrer Zahlen wie groß sind.</translation>
    </message>
    <message>
        <source>weights</source>
        <translation>Gewichte</translation>
    </message>
    <message>
        <source>The weights of each layer&apos;s links.</source>
        <translation>Die Gewichte der Verbindungen jeder Schicht.</translation>
    </message>
    <message>
        <source>activations</source>
        <translation>Aktivierungen</translation>
    </message>
    <message>
        <source>What the neurons of each hidden layer answer to the training data.</source>
        <translation>Was die Neuronen jeder verdeckten Schicht auf die Trainingsdaten antworten.</translation>
    </message>
    <message>
        <source>gradients</source>
        <translation>Gradienten</translation>
    </message>
    <message>
        <source>The newest update&apos;s gradient of the weights.</source>
        <translation>Der Gradient der Gewichte beim letzten Update.</translation>
    </message>
    <message>
        <source>Counted in histograms</source>
        <translation>In Histogrammen gezählt</translation>
    </message>
    <message>
        <source>What is counted in each layer.</source>
        <translation>Was in jeder Schicht gezählt wird.</translation>
    </message>
    <message>
        <source>same axis</source>
        <translation>gleiche Achse</translation>
    </message>
    <message>
        <source>Same axis for all layers</source>
        <translation>Gleiche Achse für alle Schichten</translation>
    </message>
    <message>
        <source>One axis for all layers compares them; one for each shows its shape.</source>
        <translation>Eine Achse für alle Schichten vergleicht sie; je eine eigene zeigt die Form.</translation>
    </message>
    <message>
        <source>There is no hidden layer, so there are no activations to count.</source>
        <translation>Es gibt keine verdeckte Schicht, also keine Aktivierungen zu zählen.</translation>
    </message>
    <message>
        <source>There is no gradient before the first update.</source>
        <translation>Vor dem ersten Update gibt es keinen Gradienten.</translation>
    </message>
</context>
<context>
    <name>History</name>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>Wiederholen</translation>
    </message>
</context>
<context>
    <name>HistoryModel</name>
    <message>
        <source>Beginning</source>
        <translation>Anfang</translation>
    </message>
</context>
<context>
    <name>HistoryWindow</name>
    <message>
        <source>History</source>
        <translation>Verlauf</translation>
    </message>
    <message>
        <source>Everything that was set, oldest first; click to go there.</source>
        <translation>Alles, was eingestellt wurde, das Älteste zuerst; ein Klick führt dorthin.</translation>
    </message>
</context>
<context>
    <name>LandscapeLens</name>
    <message>
        <source>Landscape</source>
        <translation>Landschaft</translation>
    </message>
    <message>
        <source>The loss around the run as a landscape, and the run&apos;s way through it.</source>
        <translation>Der Verlust um den Lauf als Landschaft, und der Weg des Laufs hindurch.</translation>
    </message>
    <message>
        <source>Arrow keys move a cross; Enter, or a click, gives the network the weights of that place.</source>
        <translation>Pfeiltasten bewegen ein Kreuz; Eingabe oder ein Klick gibt dem Netz die Gewichte dieses Orts.</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>Fortschritt</translation>
    </message>
    <message>
        <source>How much of the picture is computed.</source>
        <translation>Wie viel vom Bild berechnet ist.</translation>
    </message>
    <message>
        <source>path</source>
        <translation>Weg</translation>
    </message>
    <message>
        <source>The plane in which this run moves most.</source>
        <translation>Die Ebene, in der sich dieser Lauf am meisten bewegt.</translation>
    </message>
    <message>
        <source>random</source>
        <translation>zufällig</translation>
    </message>
    <message>
        <source>Two random directions.</source>
        <translation>Zwei zufällige Richtungen.</translation>
    </message>
    <message>
        <source>two weights</source>
        <translation>zwei Gewichte</translation>
    </message>
    <message>
        <source>Two weights, all others held.</source>
        <translation>Zwei Gewichte, alle anderen bleiben.</translation>
    </message>
    <message>
        <source>Plane</source>
        <translation>Ebene</translation>
    </message>
    <message>
        <source>Which plane is shown.</source>
        <translation>Welche Ebene gezeigt wird.</translation>
    </message>
    <message>
        <source>across</source>
        <translation>quer</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>Startzahl</translation>
    </message>
    <message>
        <source>Another number draws other directions.</source>
        <translation>Eine andere Zahl zieht andere Richtungen.</translation>
    </message>
    <message>
        <source>Width</source>
        <translation>Breite</translation>
    </message>
    <message>
        <source>How far the picture reaches; around a path, how many times its size.</source>
        <translation>Wie weit das Bild reicht; um einen Weg: wie viele Male seine Größe.</translation>
    </message>
    <message>
        <source>log colours</source>
        <translation>log. Farben</translation>
    </message>
    <message>
        <source>Log colours</source>
        <translation>Logarithmische Farben</translation>
    </message>
    <message>
        <source>Equal steps of colour are equal factors of the loss.</source>
        <translation>Gleiche Farbschritte sind gleiche Faktoren des Verlusts.</translation>
    </message>
    <message>
        <source>with penalties</source>
        <translation>mit Strafen</translation>
    </message>
    <message>
        <source>With penalties</source>
        <translation>Mit Strafen</translation>
    </message>
    <message>
        <source>Adds what L1 and L2 add to the loss.</source>
        <translation>Zählt dazu, was L1 und L2 zum Verlust beitragen.</translation>
    </message>
    <message>
        <source>Compute now</source>
        <translation>Jetzt berechnen</translation>
    </message>
    <message>
        <source>Computes the landscape around where the run stands at this moment.</source>
        <translation>Berechnet die Landschaft um den Ort, an dem der Lauf gerade steht.</translation>
    </message>
    <message>
        <source>± width</source>
        <translation>± Breite</translation>
    </message>
    <message>
        <source>Choose two different weights.</source>
        <translation>Zwei verschiedene Gewichte wählen.</translation>
    </message>
    <message>
        <source>loss with penalties</source>
        <translation>Verlust mit Strafen</translation>
    </message>
    <message>
        <source>loss</source>
        <translation>Verlust</translation>
    </message>
    <message>
        <source>direction 1</source>
        <translation>Richtung 1</translation>
    </message>
    <message>
        <source>direction 2</source>
        <translation>Richtung 2</translation>
    </message>
    <message>
        <source>weight across</source>
        <translation>Gewicht quer</translation>
    </message>
    <message>
        <source>weight up</source>
        <translation>Gewicht hoch</translation>
    </message>
    <message>
        <source>now: loss {loss}</source>
        <translation>jetzt: Verlust {loss}</translation>
    </message>
    <message>
        <source>start</source>
        <translation>Start</translation>
    </message>
    <message>
        <source>downhill: −gradient</source>
        <translation>bergab: −Gradient</translation>
    </message>
    <message>
        <source>next step</source>
        <translation>nächster Schritt</translation>
    </message>
    <message>
        <source>next step, drawn {times}× as long</source>
        <translation>nächster Schritt, {times}× so lang gezeichnet</translation>
    </message>
    <message>
        <source>random direction 1</source>
        <translation>Zufallsrichtung 1</translation>
    </message>
    <message>
        <source>random direction 2</source>
        <translation>Zufallsrichtung 2</translation>
    </message>
    <message>
        <source>principal direction {number} ({share} %)</source>
        <translation>Hauptrichtung {number} ({share} %)</translation>
    </message>
    <message>
        <source>along the gradient</source>
        <translation>entlang des Gradienten</translation>
    </message>
    <message>
        <source>another direction</source>
        <translation>eine andere Richtung</translation>
    </message>
    <message>
        <source>bias of {neuron}</source>
        <translation>Bias von {neuron}</translation>
    </message>
    <message>
        <source>weight {start} → {end}</source>
        <translation>Gewicht {start} → {end}</translation>
    </message>
</context>
<context>
    <name>LandscapeView</name>
    <message>
        <source>{what}; a line: an equal factor</source>
        <translation>{what}; je Linie ein gleicher Faktor</translation>
    </message>
    <message>
        <source>{what}; a line: an equal step</source>
        <translation>{what}; je Linie ein gleicher Schritt</translation>
    </message>
</context>
<context>
    <name>LayerButtons</name>
    <message>
        <source>Remove the last layer</source>
        <translation>Letzte Schicht entfernen</translation>
    </message>
    <message>
        <source>Add a hidden layer</source>
        <translation>Verdeckte Schicht hinzufügen</translation>
    </message>
    <message>
        <source>Remove a neuron from layer {number}</source>
        <translation>Ein Neuron aus Schicht {number} entfernen</translation>
    </message>
    <message>
        <source>Add a neuron to layer {number}</source>
        <translation>Ein Neuron zu Schicht {number} hinzufügen</translation>
    </message>
</context>
<context>
    <name>LayerHeaders</name>
    <message>
        <source>Layer {number}</source>
        <translation>Schicht {number}</translation>
    </message>
</context>
<context>
    <name>LayerPopup</name>
    <message>
        <source>Frozen</source>
        <translation>Eingefroren</translation>
    </message>
    <message>
        <source>Whether training leaves the layer&apos;s weights and biases as they are.</source>
        <translation>Ob das Training die Gewichte und Biases der Schicht lässt, wie sie sind.</translation>
    </message>
    <message>
        <source>Layer {number}</source>
        <translation>Schicht {number}</translation>
    </message>
</context>
<context>
    <name>LegendEntry</name>
    <message>
        <source>Click to show or hide this curve.</source>
        <translation>Klicken zeigt oder verbirgt diese Kurve.</translation>
    </message>
</context>
<context>
    <name>LossLens</name>
    <message>
        <source>Loss</source>
        <translation>Verlust</translation>
    </message>
    <message>
        <source>What each answer to one point would cost, and how hard it is pushed.</source>
        <translation>Was jede Antwort auf einen Punkt kosten würde und wie stark sie geschoben wird.</translation>
    </message>
    <message>
        <source>Push</source>
        <translation>Schub</translation>
    </message>
    <message>
        <source>answer</source>
        <translation>Antwort</translation>
    </message>
    <message>
        <source>probability given to the right class</source>
        <translation>Wahrscheinlichkeit der richtigen Klasse</translation>
    </message>
    <message>
        <source>loss</source>
        <translation>Verlust</translation>
    </message>
    <message>
        <source>push, −dL/dz</source>
        <translation>Schub, −dL/dz</translation>
    </message>
    <message>
        <source>target</source>
        <translation>Ziel</translation>
    </message>
    <message>
        <source>The network answers {answer}, {target} is right: {loss} costs {cost}.</source>
        <translation>Das Netz antwortet {answer}, richtig ist {target}: {loss} kostet {cost}.</translation>
    </message>
    <message>
        <source>The network gives the right class, {right}, {answer} %: {loss} costs {cost}.</source>
        <translation>Das Netz gibt der richtigen Klasse, {right}, {answer} %: {loss} kostet {cost}.</translation>
    </message>
    <message>
        <source>It is not pushed at all: the curve is level here.</source>
        <translation>Sie wird gar nicht geschoben: Die Kurve ist hier eben.</translation>
    </message>
    <message>
        <source>It is pushed up, with {push}: the slope of the curve, downhill.</source>
        <translation>Sie wird nach oben geschoben, mit {push}: die Steigung der Kurve, bergab.</translation>
    </message>
    <message>
        <source>It is pushed down, with {push}: the slope of the curve, downhill.</source>
        <translation>Sie wird nach unten geschoben, mit {push}: die Steigung der Kurve, bergab.</translation>
    </message>
    <message>
        <source>It is sure and right: hardly surprised, hardly pushed ({push}).</source>
        <translation>Es ist sicher und hat recht: kaum überrascht, kaum geschoben ({push}).</translation>
    </message>
    <message>
        <source>It is pushed towards the right class with {push}.</source>
        <translation>Es wird mit {push} zur richtigen Klasse geschoben.</translation>
    </message>
    <message>
        <source>Sure and wrong: the surprise is large, and so is the push, {push}. {other} would push with {weak} only, and learn least from the worst mistakes.</source>
        <translation>Sicher und falsch: Die Überraschung ist groß, und der Schub auch, {push}. {other} würde nur mit {weak} schieben und aus den schlimmsten Fehlern am wenigsten lernen.</translation>
    </message>
    <message>
        <source>It is wrong, but pushed with {push} only: the curve is flat here. {other} would push with {strong}.</source>
        <translation>Es irrt, wird aber nur mit {push} geschoben: Die Kurve ist hier flach. {other} würde mit {strong} schieben.</translation>
    </message>
    <message>
        <source>Its class weighs {times} times.</source>
        <translation>Seine Klasse zählt {times}-fach.</translation>
    </message>
</context>
<context>
    <name>LossPlot</name>
    <message>
        <source>Plot</source>
        <translation>Diagramm</translation>
    </message>
    <message>
        <source>Curves over the run; the buttons above it show and hide them.</source>
        <translation>Kurven über den Lauf; die Schaltflächen darüber zeigen und verbergen sie.</translation>
    </message>
    <message>
        <source>log</source>
        <translation>log</translation>
    </message>
    <message>
        <source>Logarithmic scale</source>
        <translation>Logarithmische Skala</translation>
    </message>
    <message>
        <source>Equal distances stand for equal factors.</source>
        <translation>Gleiche Abstände stehen für gleiche Faktoren.</translation>
    </message>
    <message>
        <source>fit</source>
        <translation>alles</translation>
    </message>
    <message>
        <source>Follow the data</source>
        <translation>Den Daten folgen</translation>
    </message>
    <message>
        <source>Show everything again, and follow the data.</source>
        <translation>Zeigt wieder alles und folgt den Daten.</translation>
    </message>
    <message>
        <source>everything</source>
        <translation>alles</translation>
    </message>
    <message>
        <source>from {low} to {high}</source>
        <translation>von {low} bis {high}</translation>
    </message>
</context>
<context>
    <name>MainMenu</name>
    <message>
        <source>Presets</source>
        <translation>Vorlagen</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>Farben</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>Wie das System</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Hell</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dunkel</translation>
    </message>
    <message>
        <source>High contrast</source>
        <translation>Hoher Kontrast</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Sprache</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Boundary of network and output</source>
        <translation>Grenze von Netz und Ausgabe</translation>
    </message>
    <message>
        <source>Boundary of network and plots</source>
        <translation>Grenze von Netz und Kurven</translation>
    </message>
    <message>
        <source>Boundary of settings and network</source>
        <translation>Grenze von Einstellungen und Netz</translation>
    </message>
    <message>
        <source>Something went wrong in the program ({0}). It goes on; the log tells more.</source>
        <translation>Im Programm ist etwas schiefgegangen ({0}). Es läuft weiter; das Protokoll sagt mehr.</translation>
    </message>
    <message>
        <source>The new language is used when the program is started again.</source>
        <translation>Die neue Sprache gilt, sobald das Programm neu gestartet wird.</translation>
    </message>
    <message>
        <source>Backprop Playground {0}

Train small neural networks by hand and eye.
Python {1}, NumPy, Qt. MIT licence.</source>
        <translation>Backprop Playground {0}

Kleine neuronale Netze mit Hand und Auge trainieren.
Python {1}, NumPy, Qt. MIT-Lizenz.</translation>
    </message>
    <message>
        <source>About</source>
        <translation>Über das Programm</translation>
    </message>
</context>
<context>
    <name>MapLegend</name>
    <message>
        <source>Classes: {names}</source>
        <translation>Klassen: {names}</translation>
    </message>
    <message>
        <source>Colours of {title} from {low} to {high}</source>
        <translation>Farben für {title} von {low} bis {high}</translation>
    </message>
</context>
<context>
    <name>MapView</name>
    <message>
        <source>Output</source>
        <translation>Ausgabe</translation>
    </message>
    <message>
        <source>Map of the network&apos;s answer over two coordinates, with the data points.</source>
        <translation>Karte der Antwort des Netzes über zwei Koordinaten, mit den Datenpunkten.</translation>
    </message>
</context>
<context>
    <name>MarkLegend</name>
    <message>
        <source>Marks on neurons</source>
        <translation>Zeichen an Neuronen</translation>
    </message>
</context>
<context>
    <name>MicroscopePanel</name>
    <message>
        <source>Look inside</source>
        <translation>Hineinsehen</translation>
    </message>
    <message>
        <source>What to look at inside the training step.</source>
        <translation>Was im Trainingsschritt betrachtet wird.</translation>
    </message>
    <message>
        <source>Back to the plots</source>
        <translation>Zurück zu den Kurven</translation>
    </message>
    <message>
        <source>Closes the microscope; nothing is looked at then.</source>
        <translation>Schließt das Mikroskop; dann wird nichts betrachtet.</translation>
    </message>
</context>
<context>
    <name>NetworkEditing</name>
    <message>
        <source>Edit…</source>
        <translation>Bearbeiten …</translation>
    </message>
    <message>
        <source>Let it move again</source>
        <translation>Wieder beweglich machen</translation>
    </message>
    <message>
        <source>Freeze</source>
        <translation>Einfrieren</translation>
    </message>
    <message>
        <source>Cut</source>
        <translation>Kappen</translation>
    </message>
    <message>
        <source>Cut all that goes out</source>
        <translation>Alles Ausgehende kappen</translation>
    </message>
    <message>
        <source>Let the layer move again</source>
        <translation>Schicht wieder beweglich machen</translation>
    </message>
    <message>
        <source>Freeze the layer</source>
        <translation>Schicht einfrieren</translation>
    </message>
    <message>
        <source>Let everything move again</source>
        <translation>Alles wieder beweglich machen</translation>
    </message>
</context>
<context>
    <name>NetworkPanel</name>
    <message>
        <source>Equation</source>
        <translation>Gleichung</translation>
    </message>
    <message>
        <source>Writes the network out as an equation, if it is small.</source>
        <translation>Schreibt das Netz als Gleichung aus, wenn es klein ist.</translation>
    </message>
    <message>
        <source>Activations</source>
        <translation>Aktivierungen</translation>
    </message>
    <message>
        <source>What the neurons of the hidden layers, and those of the output, answer.</source>
        <translation>Was die Neuronen der verdeckten Schichten und die der Ausgabe antworten.</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>Netz</translation>
    </message>
    <message>
        <source>The network: each square is what a neuron answers, each line a weight.</source>
        <translation>Das Netz: Jedes Quadrat zeigt, was ein Neuron antwortet, jede Linie ein Gewicht.</translation>
    </message>
    <message>
        <source>Value under the mouse</source>
        <translation>Wert unter der Maus</translation>
    </message>
    <message>
        <source>{count} parameters</source>
        <translation>{count} Parameter</translation>
    </message>
    <message>
        <source>Layer {number}: {activation}, dropout {rate}. Press to change it.</source>
        <translation>Schicht {number}: {activation}, Dropout {rate}. Drücken, um sie zu ändern.</translation>
    </message>
    <message>
        <source>Point at a neuron or a link to read its value</source>
        <translation>Auf ein Neuron oder eine Verbindung zeigen</translation>
    </message>
</context>
<context>
    <name>NetworkSentences</name>
    <message>
        <source>Weight {name}</source>
        <translation>Gewicht {name}</translation>
    </message>
    <message>
        <source>Bias of {name}</source>
        <translation>Bias von {name}</translation>
    </message>
    <message>
        <source>Input {name}</source>
        <translation>Eingabe {name}</translation>
    </message>
    <message>
        <source>next step {change}</source>
        <translation>nächster Schritt {change}</translation>
    </message>
    <message>
        <source>sum of {count} {bias}</source>
        <translation>Summe von {count} {bias}</translation>
    </message>
    <message>
        <source>Inputs are scaled as for training: mean 0, standard deviation 1.</source>
        <translation>Die Eingaben sind wie beim Training skaliert: Mittelwert 0, Standardabweichung 1.</translation>
    </message>
</context>
<context>
    <name>NeuronMarks</name>
    <message>
        <source>dead</source>
        <translation>tot</translation>
    </message>
    <message>
        <source>saturated</source>
        <translation>gesättigt</translation>
    </message>
    <message>
        <source>frozen</source>
        <translation>eingefroren</translation>
    </message>
    <message>
        <source>dropped</source>
        <translation>ausgelassen</translation>
    </message>
    <message>
        <source>Dead: zero for every example, so no gradient reaches its weights.</source>
        <translation>Tot: null für jedes Beispiel, also erreicht kein Gradient seine Gewichte.</translation>
    </message>
    <message>
        <source>Saturated: flat for nearly every example, so it hardly learns.</source>
        <translation>Gesättigt: flach für fast jedes Beispiel, also lernt es kaum.</translation>
    </message>
    <message>
        <source>Frozen: bias and incoming weights stand still.</source>
        <translation>Eingefroren: Bias und eingehende Gewichte stehen still.</translation>
    </message>
    <message>
        <source>Dropped: the first example of the newest batch went without it.</source>
        <translation>Ausgelassen: Das erste Beispiel des neuesten Batches kam ohne es aus.</translation>
    </message>
</context>
<context>
    <name>NudgeLens</name>
    <message>
        <source>Wiggle</source>
        <translation>Wackeln</translation>
    </message>
    <message>
        <source>What the loss would be, were one weight a little larger or smaller.</source>
        <translation>Wie groß der Verlust wäre, wäre ein Gewicht etwas größer oder kleiner.</translation>
    </message>
    <message>
        <source>next batch</source>
        <translation>nächster Batch</translation>
    </message>
    <message>
        <source>With its dropout, held still.</source>
        <translation>Mit seinem Dropout, festgehalten.</translation>
    </message>
    <message>
        <source>all data</source>
        <translation>alle Daten</translation>
    </message>
    <message>
        <source>Without dropout.</source>
        <translation>Ohne Dropout.</translation>
    </message>
    <message>
        <source>Points</source>
        <translation>Punkte</translation>
    </message>
    <message>
        <source>Whose loss it is: of the batch that comes next, or of the training data.</source>
        <translation>Wessen Verlust es ist: des nächsten Batches oder der Trainingsdaten.</translation>
    </message>
    <message>
        <source>Width</source>
        <translation>Breite</translation>
    </message>
    <message>
        <source>How far to either side of the weight the curve goes.</source>
        <translation>Wie weit die Kurve zu beiden Seiten des Gewichts reicht.</translation>
    </message>
    <message>
        <source>By how much the weight is wiggled to measure the slope.</source>
        <translation>Um wie viel am Gewicht gewackelt wird, um die Steigung zu messen.</translation>
    </message>
    <message>
        <source>weight</source>
        <translation>Gewicht</translation>
    </message>
    <message>
        <source>loss</source>
        <translation>Verlust</translation>
    </message>
    <message>
        <source>Loss against the weight</source>
        <translation>Verlust über dem Gewicht</translation>
    </message>
    <message>
        <source>± width</source>
        <translation>± Breite</translation>
    </message>
    <message>
        <source>loss at w − ε</source>
        <translation>Verlust bei w − ε</translation>
    </message>
    <message>
        <source>loss at w</source>
        <translation>Verlust bei w</translation>
    </message>
    <message>
        <source>loss at w + ε</source>
        <translation>Verlust bei w + ε</translation>
    </message>
    <message>
        <source>slope, measured</source>
        <translation>Steigung, gemessen</translation>
    </message>
    <message>
        <source>slope, computed</source>
        <translation>Steigung, berechnet</translation>
    </message>
    <message>
        <source>next step</source>
        <translation>nächster Schritt</translation>
    </message>
    <message>
        <source>by the gradient</source>
        <translation>durch den Gradienten</translation>
    </message>
    <message>
        <source>by momentum</source>
        <translation>durch Schwung</translation>
    </message>
    <message>
        <source>by weight decay</source>
        <translation>durch Gewichtszerfall</translation>
    </message>
    <message>
        <source>tangent, slope {slope}</source>
        <translation>Tangente, Steigung {slope}</translation>
    </message>
    <message>
        <source>now: w = {value}</source>
        <translation>jetzt: w = {value}</translation>
    </message>
    <message>
        <source>next step {step}</source>
        <translation>nächster Schritt {step}</translation>
    </message>
    <message>
        <source>loss of {count} training points</source>
        <translation>Verlust von {count} Trainingspunkten</translation>
    </message>
    <message>
        <source>loss of the next batch ({count})</source>
        <translation>Verlust des nächsten Batches ({count})</translation>
    </message>
</context>
<context>
    <name>NumberField</name>
    <message>
        <source>“{text}” is not a number.</source>
        <translation>„{text}“ ist keine Zahl.</translation>
    </message>
    <message>
        <source>A whole number is needed.</source>
        <translation>Es muss eine ganze Zahl sein.</translation>
    </message>
    <message>
        <source>Must be above {limit}.</source>
        <translation>Muss größer als {limit} sein.</translation>
    </message>
    <message>
        <source>At least {limit}.</source>
        <translation>Mindestens {limit}.</translation>
    </message>
    <message>
        <source>Must be below {limit}.</source>
        <translation>Muss kleiner als {limit} sein.</translation>
    </message>
    <message>
        <source>At most {limit}.</source>
        <translation>Höchstens {limit}.</translation>
    </message>
</context>
<context>
    <name>OptimizerLens</name>
    <message>
        <source>Optimizer</source>
        <translation>Optimierer</translation>
    </message>
    <message>
        <source>What the optimizer makes of the gradients of one weight.</source>
        <translation>Was der Optimierer aus den Gradienten eines Gewichts macht.</translation>
    </message>
    <message>
        <source>updates</source>
        <translation>Schritte</translation>
    </message>
    <message>
        <source>gradient</source>
        <translation>Gradient</translation>
    </message>
    <message>
        <source>change</source>
        <translation>Änderung</translation>
    </message>
    <message>
        <source>change by the next update</source>
        <translation>Änderung durch den nächsten Schritt</translation>
    </message>
    <message>
        <source>Gradient</source>
        <translation>Gradient</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>Änderung</translation>
    </message>
    <message>
        <source>Next step</source>
        <translation>Nächster Schritt</translation>
    </message>
    <message>
        <source>The rule with its numbers</source>
        <translation>Die Regel mit ihren Zahlen</translation>
    </message>
    <message>
        <source>gradient g</source>
        <translation>Gradient g</translation>
    </message>
    <message>
        <source>next</source>
        <translation>nächster</translation>
    </message>
    <message>
        <source>{rule}, rate {rate}</source>
        <translation>{rule}, Rate {rate}</translation>
    </message>
    <message>
        <source>This weight is frozen: it stays, whatever the optimizer says.</source>
        <translation>Dieses Gewicht ist eingefroren: Es bleibt, was der Optimierer auch sagt.</translation>
    </message>
    <message>
        <source>The gradient was shortened to {share} % of its length.</source>
        <translation>Der Gradient wurde auf {share} % seiner Länge gekürzt.</translation>
    </message>
    <message>
        <source>The next update leaves the weight as it is.</source>
        <translation>Der nächste Schritt lässt das Gewicht, wie es ist.</translation>
    </message>
    <message>
        <source>The next update lets the weight grow by {step}.</source>
        <translation>Der nächste Schritt lässt das Gewicht um {step} wachsen.</translation>
    </message>
    <message>
        <source>The next update lets the weight shrink by {step}.</source>
        <translation>Der nächste Schritt lässt das Gewicht um {step} sinken.</translation>
    </message>
    <message>
        <source>That is uphill for this batch: what is remembered of earlier ones outweighs it.</source>
        <translation>Für diesen Batch ist das bergauf: Was von früheren erinnert wird, überwiegt.</translation>
    </message>
</context>
<context>
    <name>OutputPanel</name>
    <message>
        <source>Show</source>
        <translation>Zeigen</translation>
    </message>
    <message>
        <source>← output</source>
        <translation>← Ausgabe</translation>
    </message>
    <message>
        <source>Back to the output</source>
        <translation>Zurück zur Ausgabe</translation>
    </message>
    <message>
        <source>Shows the answer of the network again instead of that of one neuron.</source>
        <translation>Zeigt wieder die Antwort des Netzes statt der eines Neurons.</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>Bild</translation>
    </message>
    <message>
        <source>The data as they are, as a hidden layer sees them, or which are mistaken.</source>
        <translation>Die Daten, wie sie sind, wie eine verdeckte Schicht sie sieht, oder welche verwechselt werden.</translation>
    </message>
    <message>
        <source>What is drawn besides the answers of the network.</source>
        <translation>Was außer den Antworten des Netzes gezeichnet wird.</translation>
    </message>
    <message>
        <source>Output</source>
        <translation>Ausgabe</translation>
    </message>
    <message>
        <source>Plane</source>
        <translation>Ebene</translation>
    </message>
    <message>
        <source>Which plane through the data is shown.</source>
        <translation>Welche Ebene durch die Daten gezeigt wird.</translation>
    </message>
    <message>
        <source>Film strip</source>
        <translation>Filmstreifen</translation>
    </message>
    <message>
        <source>The output over the run: click a picture to go back to its moment.</source>
        <translation>Die Ausgabe im Lauf des Trainings: Ein Klick auf ein Bild führt zu seinem Moment zurück.</translation>
    </message>
    <message>
        <source>accuracy</source>
        <translation>Genauigkeit</translation>
    </message>
</context>
<context>
    <name>PaintBar</name>
    <message>
        <source>Painting</source>
        <translation>Malen</translation>
    </message>
    <message>
        <source>Class</source>
        <translation>Klasse</translation>
    </message>
    <message>
        <source>What is painted, and what points are relabelled to.</source>
        <translation>Was gemalt wird und was aus umgefärbten Punkten wird.</translation>
    </message>
    <message>
        <source>One class more</source>
        <translation>Eine Klasse mehr</translation>
    </message>
    <message>
        <source>Offers one class more, up to six; the run starts anew.</source>
        <translation>Bietet eine weitere Klasse an, bis zu sechs; der Lauf beginnt neu.</translation>
    </message>
    <message>
        <source>Brush</source>
        <translation>Pinsel</translation>
    </message>
    <message>
        <source>Paints points of the chosen class.</source>
        <translation>Malt Punkte der gewählten Klasse.</translation>
    </message>
    <message>
        <source>Move</source>
        <translation>Verschieben</translation>
    </message>
    <message>
        <source>Drags the points under the brush.</source>
        <translation>Zieht die Punkte unter dem Pinsel mit.</translation>
    </message>
    <message>
        <source>Relabel</source>
        <translation>Umfärben</translation>
    </message>
    <message>
        <source>Gives points the chosen class.</source>
        <translation>Gibt Punkten die gewählte Klasse.</translation>
    </message>
    <message>
        <source>Erase</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>Takes the points under the brush away.</source>
        <translation>Nimmt die Punkte unter dem Pinsel weg.</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Radius of the brush; at 0 points lie exactly under the mouse.</source>
        <translation>Radius des Pinsels; bei 0 liegen Punkte genau unter der Maus.</translation>
    </message>
    <message>
        <source>Density</source>
        <translation>Dichte</translation>
    </message>
    <message>
        <source>How many points each dab of the brush sets.</source>
        <translation>Wie viele Punkte jeder Tupfer des Pinsels setzt.</translation>
    </message>
    <message>
        <source>Erase all</source>
        <translation>Alles löschen</translation>
    </message>
    <message>
        <source>Takes all points away: an empty sheet.</source>
        <translation>Nimmt alle Punkte weg: ein leeres Blatt.</translation>
    </message>
    <message>
        <source>Size and density</source>
        <translation>Größe und Dichte</translation>
    </message>
    <message>
        <source>Shows how broad the brush is, and how many points it sets.</source>
        <translation>Zeigt, wie breit der Pinsel ist und wie viele Punkte er setzt.</translation>
    </message>
</context>
<context>
    <name>PatienceBar</name>
    <message>
        <source>Patience</source>
        <translation>Geduld</translation>
    </message>
    <message>
        <source>Epochs without a better test loss; when the bar is full, training stops.</source>
        <translation>Epochen ohne besseren Testverlust; ist der Balken voll, endet das Training.</translation>
    </message>
    <message>
        <source>no better for {waited} of {patience}</source>
        <translation>nicht besser seit {waited} von {patience}</translation>
    </message>
</context>
<context>
    <name>Pictures</name>
    <message>
        <source>Point at it, or move a cross by arrow keys, to read what lies there.</source>
        <translation>Zeigen Sie darauf oder bewegen Sie ein Kreuz mit den Pfeiltasten, um zu lesen, was dort liegt.</translation>
    </message>
    <message>
        <source>principal axes: {share} of the variance</source>
        <translation>Hauptachsen: {share} der Varianz</translation>
    </message>
</context>
<context>
    <name>PlaneField</name>
    <message>
        <source>Plane</source>
        <translation>Ebene</translation>
    </message>
    <message>
        <source>Which two columns are shown; the others are held at their mean.</source>
        <translation>Welche zwei Spalten gezeigt werden; die anderen bleiben auf ihrem Mittelwert.</translation>
    </message>
    <message>
        <source>Column across</source>
        <translation>Spalte waagerecht</translation>
    </message>
    <message>
        <source>What the horizontal axis shows: type a part of its name to find a column.</source>
        <translation>Was die waagerechte Achse zeigt: Tippen Sie einen Teil des Namens, um eine Spalte zu finden.</translation>
    </message>
    <message>
        <source>Column upwards</source>
        <translation>Spalte senkrecht</translation>
    </message>
    <message>
        <source>What the vertical axis shows: type a part of its name to find a column.</source>
        <translation>Was die senkrechte Achse zeigt: Tippen Sie einen Teil des Namens, um eine Spalte zu finden.</translation>
    </message>
</context>
<context>
    <name>PlotsPanel</name>
    <message>
        <source>Plots</source>
        <translation>Verlauf</translation>
    </message>
    <message>
        <source>Axis and smoothing</source>
        <translation>Achse und Glättung</translation>
    </message>
    <message>
        <source>What the horizontal axis counts, and how much curves are smoothed.</source>
        <translation>Was die waagrechte Achse zählt, und wie stark Kurven geglättet werden.</translation>
    </message>
    <message>
        <source>Which curve of the run to show.</source>
        <translation>Welche Kurve des Laufs gezeigt wird.</translation>
    </message>
    <message>
        <source>Side by side</source>
        <translation>Nebeneinander</translation>
    </message>
    <message>
        <source>Show up to two more plots beside the chosen one, with one cursor.</source>
        <translation>Zeigt bis zu zwei weitere Diagramme neben dem gewählten, mit einem gemeinsamen Zeiger.</translation>
    </message>
    <message>
        <source>Schedule below the loss</source>
        <translation>Ratenplan unter dem Verlust</translation>
    </message>
    <message>
        <source>Show the learning rate, past and to come, on the axis of the loss.</source>
        <translation>Zeigt die Lernrate, bisher und geplant, auf der Achse des Verlusts.</translation>
    </message>
    <message>
        <source>Smoothing</source>
        <translation>Glättung</translation>
    </message>
    <message>
        <source>Draws the mean of the last values, the older the lighter they weigh.</source>
        <translation>Zeichnet das Mittel der letzten Werte; je älter, desto leichter wiegen sie.</translation>
    </message>
    <message>
        <source>epochs</source>
        <translation>Epochen</translation>
    </message>
    <message>
        <source>Passes through the data.</source>
        <translation>Durchgänge durch die Daten.</translation>
    </message>
    <message>
        <source>updates</source>
        <translation>Schritte</translation>
    </message>
    <message>
        <source>Steps of the optimizer.</source>
        <translation>Schritte des Optimierers.</translation>
    </message>
    <message>
        <source>samples</source>
        <translation>Beispiele</translation>
    </message>
    <message>
        <source>Examples looked at.</source>
        <translation>Gesehene Beispiele.</translation>
    </message>
    <message>
        <source>seconds</source>
        <translation>Sekunden</translation>
    </message>
    <message>
        <source>Time spent in training.</source>
        <translation>Mit Training verbrachte Zeit.</translation>
    </message>
    <message>
        <source>Horizontal axis</source>
        <translation>Waagerechte Achse</translation>
    </message>
    <message>
        <source>What the horizontal axis counts.</source>
        <translation>Was die waagerechte Achse zählt.</translation>
    </message>
    <message>
        <source>smoothing</source>
        <translation>Glättung</translation>
    </message>
    <message>
        <source>Histograms</source>
        <translation>Histogramme</translation>
    </message>
    <message>
        <source>guessing: ln {classes}</source>
        <translation>geraten: ln {classes}</translation>
    </message>
    <message>
        <source>guessing</source>
        <translation>geraten</translation>
    </message>
    <message>
        <source>always the mean</source>
        <translation>immer der Mittelwert</translation>
    </message>
</context>
<context>
    <name>PointField</name>
    <message>
        <source>train</source>
        <translation>Training</translation>
    </message>
    <message>
        <source>Points that the network learns from.</source>
        <translation>Punkte, aus denen das Netz lernt.</translation>
    </message>
    <message>
        <source>test</source>
        <translation>Test</translation>
    </message>
    <message>
        <source>Points that it never learns from.</source>
        <translation>Punkte, aus denen es nie lernt.</translation>
    </message>
    <message>
        <source>Part</source>
        <translation>Teil</translation>
    </message>
    <message>
        <source>From which part the point is.</source>
        <translation>Aus welchem Teil der Punkt stammt.</translation>
    </message>
    <message>
        <source>Point</source>
        <translation>Punkt</translation>
    </message>
    <message>
        <source>The point&apos;s number; a click on it in the output chooses it, too.</source>
        <translation>Die Nummer des Punktes; auch ein Klick in der Ausgabe wählt ihn.</translation>
    </message>
    <message>
        <source>the worst one</source>
        <translation>der schlimmste</translation>
    </message>
    <message>
        <source>Worst point</source>
        <translation>Schlimmster Punkt</translation>
    </message>
    <message>
        <source>Follows the training point with the largest loss, whichever that is.</source>
        <translation>Folgt dem Trainingspunkt mit dem größten Verlust, welcher es auch ist.</translation>
    </message>
</context>
<context>
    <name>PointLayers</name>
    <message>
        <source>{drawn} of {total} points drawn</source>
        <translation>{drawn} von {total} Punkten gezeichnet</translation>
    </message>
</context>
<context>
    <name>ScheduleEditor</name>
    <message>
        <source>rate</source>
        <translation>Rate</translation>
    </message>
    <message>
        <source>to come</source>
        <translation>geplant</translation>
    </message>
    <message>
        <source>Drag it, or use the arrow keys, to bend the curve.</source>
        <translation>Ziehen oder Pfeiltasten biegen die Kurve.</translation>
    </message>
    <message>
        <source>Drag it, or use Left and Right, to move it in time.</source>
        <translation>Ziehen oder Links und Rechts verschieben den Punkt in der Zeit.</translation>
    </message>
    <message>
        <source>Drag it, or use Up and Down, to raise or lower it.</source>
        <translation>Ziehen oder Auf und Ab heben und senken den Punkt.</translation>
    </message>
</context>
<context>
    <name>ScoreTable</name>
    <message>
        <source>loss</source>
        <translation>Verlust</translation>
    </message>
    <message>
        <source>train</source>
        <translation>Training</translation>
    </message>
    <message>
        <source>test</source>
        <translation>Test</translation>
    </message>
    <message>
        <source>sealed</source>
        <translation>versiegelt</translation>
    </message>
    <message>
        <source>open once</source>
        <translation>einmal öffnen</translation>
    </message>
    <message>
        <source>Open the sealed test</source>
        <translation>Versiegelten Test öffnen</translation>
    </message>
    <message>
        <source>Evaluates on the sealed examples, once in a run; undo cannot close it again.</source>
        <translation>Wertet auf den versiegelten Beispielen aus, einmal je Lauf; Rückgängig kann ihn nicht wieder schließen.</translation>
    </message>
</context>
<context>
    <name>SealedTest</name>
    <message>
        <source>Open the sealed test</source>
        <translation>Versiegelten Test öffnen</translation>
    </message>
    <message>
        <source>Evaluate on the sealed examples, once in a run: look when all is decided.</source>
        <translation>Auf den versiegelten Beispielen auswerten, einmal je Lauf: erst hinsehen, wenn alles entschieden ist.</translation>
    </message>
    <message>
        <source>Sealed test: loss {loss}, R² {score}</source>
        <translation>Versiegelter Test: Verlust {loss}, R² {score}</translation>
    </message>
    <message>
        <source>Sealed test: loss {loss}, accuracy {score}</source>
        <translation>Versiegelter Test: Verlust {loss}, Genauigkeit {score}</translation>
    </message>
</context>
<context>
    <name>SecondWeight</name>
    <message>
        <source>up</source>
        <translation>hoch</translation>
    </message>
</context>
<context>
    <name>SpaceView</name>
    <message>
        <source>Hidden space</source>
        <translation>Verborgener Raum</translation>
    </message>
    <message>
        <source>The data points and a straight grid as one layer of the network sees them.</source>
        <translation>Die Datenpunkte und ein gerades Gitter, wie eine Schicht des Netzes sie sieht.</translation>
    </message>
</context>
<context>
    <name>Splitter</name>
    <message>
        <source>Arrow keys move this boundary.</source>
        <translation>Pfeiltasten verschieben diese Grenze.</translation>
    </message>
</context>
<context>
    <name>Spread</name>
    <message>
        <source>{percent} % zeros</source>
        <translation>{percent} % Nullen</translation>
    </message>
    <message>
        <source>Mean ± standard deviation; blue is above zero, orange below. The grey bar counts what is exactly zero; where it is very high it is cut off.</source>
        <translation>Mittelwert ± Standardabweichung; blau liegt über null, orange darunter. Der graue Balken zählt, was genau null ist; wo er sehr hoch ist, ist er abgeschnitten.</translation>
    </message>
</context>
<context>
    <name>StatusLine</name>
    <message>
        <source>Training doctor</source>
        <translation>Trainingsarzt</translation>
    </message>
    <message>
        <source>Double-click to see the evidence and a remedy.</source>
        <translation>Doppelklick zeigt, woran man es sieht, und ein Mittel.</translation>
    </message>
</context>
<context>
    <name>Swatches</name>
    <message>
        <source>Paint this class, or relabel points to it.</source>
        <translation>Diese Klasse malen oder Punkte zu ihr umfärben.</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Tasten</translation>
    </message>
</context>
<context>
    <name>TimeMachine</name>
    <message>
        <source>Time machine</source>
        <translation>Zeitmaschine</translation>
    </message>
    <message>
        <source>Drag to see any past update of the run.</source>
        <translation>Ziehen, um jeden früheren Schritt des Laufs zu sehen.</translation>
    </message>
    <message>
        <source>Old curves</source>
        <translation>Alte Kurven</translation>
    </message>
    <message>
        <source>Curves of runs that were replaced: show or remove them.</source>
        <translation>Kurven ersetzter Läufe: zeigen oder entfernen.</translation>
    </message>
    <message>
        <source>now</source>
        <translation>jetzt</translation>
    </message>
    <message>
        <source>Remove all</source>
        <translation>Alle entfernen</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Zeigen</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>update {step} · epoch {epoch}</source>
        <translation>Schritt {step} · Epoche {epoch}</translation>
    </message>
</context>
<context>
    <name>ToolBar</name>
    <message>
        <source>Tool bar</source>
        <translation>Werkzeugleiste</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>Tempo</translation>
    </message>
    <message>
        <source>full</source>
        <translation>voll</translation>
    </message>
    <message>
        <source>Updates a second, from slow motion to as many as there can be.</source>
        <translation>Schritte pro Sekunde, von Zeitlupe bis so viele wie möglich.</translation>
    </message>
    <message>
        <source>Epoch</source>
        <translation>Epoche</translation>
    </message>
    <message>
        <source>Full passes through the data.</source>
        <translation>Ganze Durchgänge durch die Daten.</translation>
    </message>
    <message>
        <source>Updates</source>
        <translation>Schritte</translation>
    </message>
    <message>
        <source>Mini-batches learnt so far.</source>
        <translation>Bisher gelernte Mini-Batches.</translation>
    </message>
    <message>
        <source>Updates/s</source>
        <translation>Schritte/s</translation>
    </message>
    <message>
        <source>Updates in a second now.</source>
        <translation>Schritte pro Sekunde im Augenblick.</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Time spent in training up to here.</source>
        <translation>Zeit, die bis hierher trainiert wurde.</translation>
    </message>
    <message>
        <source>Play</source>
        <translation>Start</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Pause</translation>
    </message>
    <message>
        <source>Menu</source>
        <translation>Menü</translation>
    </message>
    <message>
        <source>Files, presets and looks.</source>
        <translation>Dateien, Vorlagen und Aussehen.</translation>
    </message>
    <message>
        <source>Updates in a second now; that is {epochs} epochs.</source>
        <translation>Schritte pro Sekunde im Augenblick; das sind {epochs} Epochen.</translation>
    </message>
</context>
<context>
    <name>TrainingPanel</name>
    <message>
        <source>Training</source>
        <translation>Training</translation>
    </message>
    <message>
        <source>all</source>
        <translation>alle</translation>
    </message>
    <message>
        <source>Against memorising</source>
        <translation>Gegen Überanpassung</translation>
    </message>
    <message>
        <source>off</source>
        <translation>aus</translation>
    </message>
    <message>
        <source>Safeguards</source>
        <translation>Sicherungen</translation>
    </message>
    <message>
        <source>Initial weights</source>
        <translation>Startgewichte</translation>
    </message>
    <message>
        <source>seeds {seeds}</source>
        <translation>Zufall {seeds}</translation>
    </message>
</context>
<context>
    <name>WeightField</name>
    <message>
        <source>Layer</source>
        <translation>Schicht</translation>
    </message>
    <message>
        <source>Into which layer the weight leads.</source>
        <translation>In welche Schicht das Gewicht führt.</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Von</translation>
    </message>
    <message>
        <source>Where the weight comes from.</source>
        <translation>Woher das Gewicht kommt.</translation>
    </message>
    <message>
        <source>To</source>
        <translation>Nach</translation>
    </message>
    <message>
        <source>Into which neuron the weight leads.</source>
        <translation>In welches Neuron das Gewicht führt.</translation>
    </message>
    <message>
        <source>Weight</source>
        <translation>Gewicht</translation>
    </message>
    <message>
        <source>bias</source>
        <translation>Bias</translation>
    </message>
</context>
<context>
    <name>WeightPopup</name>
    <message>
        <source>Value</source>
        <translation>Wert</translation>
    </message>
    <message>
        <source>Weight or bias; training goes on from here.</source>
        <translation>Gewicht oder Bias; das Training geht von hier aus weiter.</translation>
    </message>
    <message>
        <source>frozen</source>
        <translation>eingefroren</translation>
    </message>
    <message>
        <source>Whether training leaves it as it is.</source>
        <translation>Ob das Training es lässt, wie es ist.</translation>
    </message>
    <message>
        <source>Cut</source>
        <translation>Kappen</translation>
    </message>
    <message>
        <source>Sets it to zero and lets it stay there.</source>
        <translation>Setzt es auf null und lässt es dort.</translation>
    </message>
</context>
<context>
    <name>actions</name>
    <message>
        <source>Reset</source>
        <translation>Zurücksetzen</translation>
    </message>
    <message>
        <source>Goes back to the same start: same data, weights and order.</source>
        <translation>Geht an denselben Anfang zurück: gleiche Daten, Gewichte und Reihenfolge.</translation>
    </message>
    <message>
        <source>New luck</source>
        <translation>Neuer Zufall</translation>
    </message>
    <message>
        <source>Starts from other random weights, on the same data.</source>
        <translation>Beginnt mit anderen Zufallsgewichten auf denselben Daten.</translation>
    </message>
    <message>
        <source>New data</source>
        <translation>Neue Daten</translation>
    </message>
    <message>
        <source>Draws other examples of the same kind.</source>
        <translation>Zieht andere Beispiele derselben Art.</translation>
    </message>
    <message>
        <source>Play</source>
        <translation>Start</translation>
    </message>
    <message>
        <source>Trains, or stands still.</source>
        <translation>Trainiert oder hält an.</translation>
    </message>
    <message>
        <source>One update</source>
        <translation>Ein Schritt</translation>
    </message>
    <message>
        <source>Trains on one mini-batch and stands still.</source>
        <translation>Trainiert einen Mini-Batch und hält an.</translation>
    </message>
    <message>
        <source>One epoch</source>
        <translation>Eine Epoche</translation>
    </message>
    <message>
        <source>Trains to the end of the epoch and stands still.</source>
        <translation>Trainiert bis zum Ende der Epoche und hält an.</translation>
    </message>
    <message>
        <source>One update back</source>
        <translation>Einen Schritt zurück</translation>
    </message>
    <message>
        <source>Shows the run one update earlier.</source>
        <translation>Zeigt den Lauf einen Schritt früher.</translation>
    </message>
    <message>
        <source>Back to now</source>
        <translation>Zurück zu jetzt</translation>
    </message>
    <message>
        <source>Shows the newest state of the run.</source>
        <translation>Zeigt den neuesten Stand des Laufs.</translation>
    </message>
    <message>
        <source>Branch here</source>
        <translation>Hier abzweigen</translation>
    </message>
    <message>
        <source>Goes on from the moment shown; the old curve stays as a ghost.</source>
        <translation>Macht von dem gezeigten Moment aus weiter; die alte Kurve bleibt als Geist stehen.</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>Takes back what was set last; what was learnt stays.</source>
        <translation>Nimmt zurück, was zuletzt eingestellt wurde; Gelerntes bleibt.</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>Wiederholen</translation>
    </message>
    <message>
        <source>Makes again what was taken back last.</source>
        <translation>Macht wieder, was zuletzt zurückgenommen wurde.</translation>
    </message>
    <message>
        <source>History…</source>
        <translation>Verlauf…</translation>
    </message>
    <message>
        <source>Lists everything that was set; a click on an entry goes there.</source>
        <translation>Listet alles auf, was eingestellt wurde; ein Klick auf einen Eintrag führt dorthin.</translation>
    </message>
    <message>
        <source>One neuron more</source>
        <translation>Ein Neuron mehr</translation>
    </message>
    <message>
        <source>Adds a neuron to the chosen layer, or else to the last one.</source>
        <translation>Fügt der gewählten Schicht ein Neuron hinzu, sonst der letzten.</translation>
    </message>
    <message>
        <source>One neuron less</source>
        <translation>Ein Neuron weniger</translation>
    </message>
    <message>
        <source>Removes the last neuron of the chosen layer, or of the last.</source>
        <translation>Entfernt das letzte Neuron der gewählten Schicht oder der letzten.</translation>
    </message>
    <message>
        <source>One layer more</source>
        <translation>Eine Schicht mehr</translation>
    </message>
    <message>
        <source>Adds a hidden layer before the outputs.</source>
        <translation>Fügt vor den Ausgaben eine verdeckte Schicht ein.</translation>
    </message>
    <message>
        <source>One layer less</source>
        <translation>Eine Schicht weniger</translation>
    </message>
    <message>
        <source>Removes the last hidden layer.</source>
        <translation>Entfernt die letzte verdeckte Schicht.</translation>
    </message>
    <message>
        <source>Equation…</source>
        <translation>Gleichung …</translation>
    </message>
    <message>
        <source>Writes a small network out as an equation, to be copied.</source>
        <translation>Schreibt ein kleines Netz als Gleichung aus, zum Kopieren.</translation>
    </message>
    <message>
        <source>Look inside</source>
        <translation>Hineinsehen</translation>
    </message>
    <message>
        <source>Opens a training step to be looked into, or shows the plots.</source>
        <translation>Öffnet einen Trainingsschritt zum Hineinsehen oder zeigt die Kurven.</translation>
    </message>
    <message>
        <source>Next beat</source>
        <translation>Nächster Takt</translation>
    </message>
    <message>
        <source>Shows the next of the four beats of an update.</source>
        <translation>Zeigt den nächsten der vier Takte eines Updates.</translation>
    </message>
    <message>
        <source>One beat back</source>
        <translation>Ein Takt zurück</translation>
    </message>
    <message>
        <source>Shows the beat before, also that of the update before.</source>
        <translation>Zeigt den Takt davor, auch den des Updates davor.</translation>
    </message>
    <message>
        <source>Open experiment…</source>
        <translation>Experiment öffnen …</translation>
    </message>
    <message>
        <source>Opens a .toml or .json file; it can be dropped here, too.</source>
        <translation>Öffnet eine .toml- oder .json-Datei; sie lässt sich auch hierher ziehen.</translation>
    </message>
    <message>
        <source>Save experiment as…</source>
        <translation>Experiment speichern unter …</translation>
    </message>
    <message>
        <source>Writes all settings to a .toml or .json file.</source>
        <translation>Schreibt alle Einstellungen in eine .toml- oder .json-Datei.</translation>
    </message>
    <message>
        <source>Full screen</source>
        <translation>Vollbild</translation>
    </message>
    <message>
        <source>Fills the whole screen, or leaves it.</source>
        <translation>Füllt den ganzen Bildschirm oder gibt ihn wieder frei.</translation>
    </message>
    <message>
        <source>Menu</source>
        <translation>Menü</translation>
    </message>
    <message>
        <source>Opens the menu of files, presets and looks.</source>
        <translation>Öffnet das Menü für Dateien, Vorlagen und Aussehen.</translation>
    </message>
    <message>
        <source>Find anything…</source>
        <translation>Alles finden …</translation>
    </message>
    <message>
        <source>Finds every action and every control by a few letters.</source>
        <translation>Findet jeden Befehl und jedes Bedienelement nach ein paar Buchstaben.</translation>
    </message>
    <message>
        <source>What is this?</source>
        <translation>Was ist das?</translation>
    </message>
    <message>
        <source>Explains in full the control that is chosen or pointed at.</source>
        <translation>Erklärt ausführlich, was gewählt ist oder worauf die Maus zeigt.</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Tasten</translation>
    </message>
    <message>
        <source>Lists all keys.</source>
        <translation>Zeigt alle Tasten.</translation>
    </message>
    <message>
        <source>Other colours</source>
        <translation>Andere Farben</translation>
    </message>
    <message>
        <source>Goes from light to dark to high contrast.</source>
        <translation>Wechselt von hell zu dunkel zu hohem Kontrast.</translation>
    </message>
    <message>
        <source>Gentle transitions</source>
        <translation>Sanfte Übergänge</translation>
    </message>
    <message>
        <source>Lets plots glide to a new range instead of jumping.</source>
        <translation>Lässt Kurvenbilder in einen neuen Bereich gleiten statt springen.</translation>
    </message>
    <message>
        <source>About</source>
        <translation>Über das Programm</translation>
    </message>
    <message>
        <source>Tells the version and what it is built with.</source>
        <translation>Nennt die Version und womit das Programm gebaut ist.</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Beenden</translation>
    </message>
    <message>
        <source>Closes the window; settings are kept.</source>
        <translation>Schließt das Fenster; die Einstellungen bleiben erhalten.</translation>
    </message>
    <message>
        <source>Brush</source>
        <translation>Pinsel</translation>
    </message>
    <message>
        <source>Paints points of the chosen class.</source>
        <translation>Malt Punkte der gewählten Klasse.</translation>
    </message>
    <message>
        <source>Move points</source>
        <translation>Punkte verschieben</translation>
    </message>
    <message>
        <source>Drags the points under the brush.</source>
        <translation>Zieht die Punkte unter dem Pinsel mit.</translation>
    </message>
    <message>
        <source>Relabel points</source>
        <translation>Punkte umfärben</translation>
    </message>
    <message>
        <source>Gives points the chosen class.</source>
        <translation>Gibt Punkten die gewählte Klasse.</translation>
    </message>
    <message>
        <source>Erase points</source>
        <translation>Punkte löschen</translation>
    </message>
    <message>
        <source>Takes the points under the brush away.</source>
        <translation>Nimmt die Punkte unter dem Pinsel weg.</translation>
    </message>
    <message>
        <source>Finer brush</source>
        <translation>Feinerer Pinsel</translation>
    </message>
    <message>
        <source>Makes the brush smaller.</source>
        <translation>Macht den Pinsel kleiner.</translation>
    </message>
    <message>
        <source>Broader brush</source>
        <translation>Breiterer Pinsel</translation>
    </message>
    <message>
        <source>Makes the brush larger.</source>
        <translation>Macht den Pinsel größer.</translation>
    </message>
    <message>
        <source>Paint class {number}</source>
        <translation>Klasse {number} malen</translation>
    </message>
    <message>
        <source>Paints this class, or relabels points to it.</source>
        <translation>Malt diese Klasse oder färbt Punkte zu ihr um.</translation>
    </message>
    <message>
        <source>Paint on these points</source>
        <translation>Auf diesen Punkten malen</translation>
    </message>
    <message>
        <source>Takes the present points as a sheet to paint on.</source>
        <translation>Nimmt die jetzigen Punkte als Blatt, auf dem gemalt wird.</translation>
    </message>
    <message>
        <source>Erase all points</source>
        <translation>Alle Punkte löschen</translation>
    </message>
    <message>
        <source>Takes all points away: an empty sheet.</source>
        <translation>Nimmt alle Punkte weg: ein leeres Blatt.</translation>
    </message>
</context>
<context>
    <name>beats</name>
    <message>
        <source>Forward: each neuron adds up weight times input and its bias; its activation makes of the sum what it passes on.</source>
        <translation>Vorwärts: Jedes Neuron addiert Gewicht mal Eingabe und seinen Bias; seine Aktivierung macht aus der Summe, was es weitergibt.</translation>
    </message>
    <message>
        <source>Loss: each point&apos;s answer is compared with its target; the loss of the batch is the mean of all bars.</source>
        <translation>Verlust: Die Antwort auf jeden Punkt wird mit dem Ziel verglichen; der Verlust des Batches ist das Mittel aller Balken.</translation>
    </message>
    <message>
        <source>Backward: from the loss, blame flows back along the same links; a link&apos;s gradient is its input times the blame at its end, as the mean of the batch.</source>
        <translation>Rückwärts: Vom Verlust fließt Schuld über dieselben Verbindungen zurück; der Gradient einer Verbindung ist ihre Eingabe mal die Schuld an ihrem Ende, im Mittel des Batches.</translation>
    </message>
    <message>
        <source>Update: each weight moves against its gradient, as the optimizer says; then the next batch comes.</source>
        <translation>Update: Jedes Gewicht geht gegen seinen Gradienten, wie der Optimierer es sagt; dann kommt der nächste Batch.</translation>
    </message>
    <message>
        <source>Lines: weight · input, thick where large. Numbers: what neurons pass on.</source>
        <translation>Linien: Gewicht · Eingabe, dick wo groß. Zahlen: was Neuronen weitergeben.</translation>
    </message>
    <message>
        <source>Numbers: what the network answers for the chosen point.</source>
        <translation>Zahlen: was das Netz auf den gewählten Punkt antwortet.</translation>
    </message>
    <message>
        <source>Lines: gradient of the batch, thick where large. Numbers: blame of the point.</source>
        <translation>Linien: Gradient des Batches, dick wo groß. Zahlen: Schuld beim Punkt.</translation>
    </message>
    <message>
        <source>Lines: change of weights, thick where large. Numbers: change of biases.</source>
        <translation>Linien: Änderung der Gewichte, dick wo groß. Zahlen: Änderung der Biases.</translation>
    </message>
    <message>
        <source>point {number} of {count}</source>
        <translation>Punkt {number} von {count}</translation>
    </message>
    <message>
        <source>link from {start} to {end}</source>
        <translation>Verbindung von {start} zu {end}</translation>
    </message>
    <message>
        <source>weight · input</source>
        <translation>Gewicht · Eingabe</translation>
    </message>
    <message>
        <source>input</source>
        <translation>Eingabe</translation>
    </message>
    <message>
        <source>sum z</source>
        <translation>Summe z</translation>
    </message>
    <message>
        <source>activation a</source>
        <translation>Aktivierung a</translation>
    </message>
    <message>
        <source>loss of this point</source>
        <translation>Verlust dieses Punkts</translation>
    </message>
    <message>
        <source>mean of the batch</source>
        <translation>Mittel des Batches</translation>
    </message>
    <message>
        <source>with penalty</source>
        <translation>mit Strafterm</translation>
    </message>
    <message>
        <source>blame dL/dz</source>
        <translation>Schuld dL/dz</translation>
    </message>
    <message>
        <source>none: an input has no weights of its own</source>
        <translation>keine: Eine Eingabe hat keine eigenen Gewichte</translation>
    </message>
    <message>
        <source>gradient of the bias</source>
        <translation>Gradient des Bias</translation>
    </message>
    <message>
        <source>gradient dL/dw</source>
        <translation>Gradient dL/dw</translation>
    </message>
    <message>
        <source>with penalty and clipping</source>
        <translation>mit Strafterm und Kappung</translation>
    </message>
    <message>
        <source>bias</source>
        <translation>Bias</translation>
    </message>
    <message>
        <source>weight</source>
        <translation>Gewicht</translation>
    </message>
    <message>
        <source>learning rate</source>
        <translation>Lernrate</translation>
    </message>
    <message>
        <source>frozen</source>
        <translation>eingefroren</translation>
    </message>
    <message>
        <source>it does not move</source>
        <translation>es bewegt sich nicht</translation>
    </message>
</context>
<context>
    <name>engine</name>
    <message>
        <source>all</source>
        <translation>alle</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keine</translation>
    </message>
    <message>
        <source>mixed</source>
        <translation>gemischt</translation>
    </message>
    <message>
        <source>principal axes</source>
        <translation>Hauptachsen</translation>
    </message>
    <message>
        <source>axis 1</source>
        <translation>Achse 1</translation>
    </message>
    <message>
        <source>axis 2</source>
        <translation>Achse 2</translation>
    </message>
    <message>
        <source>Linear</source>
        <translation>Linear</translation>
    </message>
    <message>
        <source>Passes the sum on unchanged, so that layers add nothing.</source>
        <translation>Gibt die Summe unverändert weiter; weitere Schichten bringen dann nichts.</translation>
    </message>
    <message>
        <source>Sigmoid</source>
        <translation>Sigmoid</translation>
    </message>
    <message>
        <source>Squeezes the sum into 0 to 1 and goes flat far from zero.</source>
        <translation>Drückt die Summe in den Bereich 0 bis 1 und wird fern der Null flach.</translation>
    </message>
    <message>
        <source>Tanh</source>
        <translation>Tanh</translation>
    </message>
    <message>
        <source>Squeezes the sum into −1 to 1, smooth and centred on zero.</source>
        <translation>Drückt die Summe in den Bereich −1 bis 1, glatt und um null zentriert.</translation>
    </message>
    <message>
        <source>ReLU</source>
        <translation>ReLU</translation>
    </message>
    <message>
        <source>Passes what is positive and blocks the rest: quick, but it can die.</source>
        <translation>Lässt Positives durch und sperrt den Rest: schnell, kann aber absterben.</translation>
    </message>
    <message>
        <source>x1</source>
        <translation>x₁</translation>
    </message>
    <message>
        <source>x2</source>
        <translation>x₂</translation>
    </message>
    <message>
        <source>Circle</source>
        <translation>Kreis</translation>
    </message>
    <message>
        <source>A disc inside a ring: no straight line can part them.</source>
        <translation>Eine Scheibe in einem Ring: keine Gerade kann sie trennen.</translation>
    </message>
    <message>
        <source>outside</source>
        <translation>außen</translation>
    </message>
    <message>
        <source>inside</source>
        <translation>innen</translation>
    </message>
    <message>
        <source>XOR</source>
        <translation>XOR</translation>
    </message>
    <message>
        <source>Opposite quadrants belong together: one neuron alone cannot do it.</source>
        <translation>Gegenüberliegende Quadranten gehören zusammen: ein Neuron allein schafft das nicht.</translation>
    </message>
    <message>
        <source>same signs</source>
        <translation>gleiche Vorzeichen</translation>
    </message>
    <message>
        <source>different signs</source>
        <translation>ungleiche Vorzeichen</translation>
    </message>
    <message>
        <source>Gaussians</source>
        <translation>Gauß</translation>
    </message>
    <message>
        <source>Two round clouds: a straight line parts them almost perfectly.</source>
        <translation>Zwei runde Wolken: eine Gerade trennt sie fast vollkommen.</translation>
    </message>
    <message>
        <source>lower left</source>
        <translation>links unten</translation>
    </message>
    <message>
        <source>upper right</source>
        <translation>rechts oben</translation>
    </message>
    <message>
        <source>Spiral</source>
        <translation>Spirale</translation>
    </message>
    <message>
        <source>Moons</source>
        <translation>Monde</translation>
    </message>
    <message>
        <source>Two crescents that reach into each other: a gentle curve parts them.</source>
        <translation>Zwei Sicheln, die ineinander greifen: eine sanfte Kurve trennt sie.</translation>
    </message>
    <message>
        <source>upper moon</source>
        <translation>oberer Mond</translation>
    </message>
    <message>
        <source>lower moon</source>
        <translation>unterer Mond</translation>
    </message>
    <message>
        <source>Pinwheel</source>
        <translation>Windrad</translation>
    </message>
    <message>
        <source>Bent blobs around a centre: three classes, each with its own output.</source>
        <translation>Gebogene Flecken um eine Mitte: drei Klassen, jede mit eigener Ausgabe.</translation>
    </message>
    <message>
        <source>Radius</source>
        <translation>Radius</translation>
    </message>
    <message>
        <source>Radius of the inner disc.</source>
        <translation>Radius der inneren Scheibe.</translation>
    </message>
    <message>
        <source>Gap</source>
        <translation>Lücke</translation>
    </message>
    <message>
        <source>Width of the empty ring between the classes.</source>
        <translation>Breite des leeren Rings zwischen den Klassen.</translation>
    </message>
    <message>
        <source>How far points keep away from the axes.</source>
        <translation>Wie weit die Punkte von den Achsen wegbleiben.</translation>
    </message>
    <message>
        <source>Spread</source>
        <translation>Streuung</translation>
    </message>
    <message>
        <source>Standard deviation of each cloud.</source>
        <translation>Standardabweichung jeder Wolke.</translation>
    </message>
    <message>
        <source>Turns</source>
        <translation>Windungen</translation>
    </message>
    <message>
        <source>How often each arm goes round.</source>
        <translation>Wie oft jeder Arm herumläuft.</translation>
    </message>
    <message>
        <source>Width</source>
        <translation>Breite</translation>
    </message>
    <message>
        <source>Thickness of each crescent.</source>
        <translation>Dicke jeder Sichel.</translation>
    </message>
    <message>
        <source>Arms</source>
        <translation>Arme</translation>
    </message>
    <message>
        <source>Number of blobs, and of classes.</source>
        <translation>Anzahl der Flecken und damit der Klassen.</translation>
    </message>
    <message>
        <source>Twist</source>
        <translation>Drehung</translation>
    </message>
    <message>
        <source>How much each blob bends, in radians for each unit of distance.</source>
        <translation>Wie stark jeder Fleck gebogen ist, im Bogenmaß je Längeneinheit.</translation>
    </message>
    <message>
        <source>rad</source>
        <translation>rad</translation>
    </message>
    <message>
        <source>arm {number}</source>
        <translation>Arm {number}</translation>
    </message>
    <message>
        <source>Plane</source>
        <translation>Ebene</translation>
    </message>
    <message>
        <source>A slope, even everywhere: a network without hidden layers learns it.</source>
        <translation>Ein gleichmäßiger Hang: ein Netz ohne verdeckte Schichten lernt ihn.</translation>
    </message>
    <message>
        <source>Hills</source>
        <translation>Hügel</translation>
    </message>
    <message>
        <source>Three hills and three hollows in a ring: a surface with curves.</source>
        <translation>Drei Hügel und drei Mulden im Ring: eine gewölbte Fläche.</translation>
    </message>
    <message>
        <source>Sine</source>
        <translation>Sinus</translation>
    </message>
    <message>
        <source>Goes up and down for ever: good at ripples, hard to train.</source>
        <translation>Geht endlos auf und ab: gut für Wellen, schwer zu trainieren.</translation>
    </message>
    <message>
        <source>Leaky ReLU</source>
        <translation>Leaky ReLU</translation>
    </message>
    <message>
        <source>A ReLU that lets a little of the negative through, so it cannot die.</source>
        <translation>Ein ReLU, das vom Negativen ein wenig durchlässt und darum nicht absterben kann.</translation>
    </message>
    <message>
        <source>ELU</source>
        <translation>ELU</translation>
    </message>
    <message>
        <source>A ReLU that bends smoothly to −α, which centres its outputs.</source>
        <translation>Ein ReLU, das sich sanft zu −α hin biegt; das rückt seine Ausgaben um null.</translation>
    </message>
    <message>
        <source>Softplus</source>
        <translation>Softplus</translation>
    </message>
    <message>
        <source>A ReLU with its corner rounded off; never quite zero.</source>
        <translation>Ein ReLU mit abgerundeter Ecke; nie ganz null.</translation>
    </message>
    <message>
        <source>SiLU</source>
        <translation>SiLU</translation>
    </message>
    <message>
        <source>A smooth ReLU that dips a little below zero before it goes flat.</source>
        <translation>Ein glattes ReLU, das ein wenig unter null taucht, ehe es flach wird.</translation>
    </message>
    <message>
        <source>GELU</source>
        <translation>GELU</translation>
    </message>
    <message>
        <source>Weighs the sum by how probable a smaller one is: a smooth ReLU.</source>
        <translation>Gewichtet die Summe damit, wie wahrscheinlich eine kleinere ist: ein glattes ReLU.</translation>
    </message>
    <message>
        <source>Negative slope</source>
        <translation>Negative Steigung</translation>
    </message>
    <message>
        <source>The share of a negative sum that passes.</source>
        <translation>Der Anteil einer negativen Summe, der durchkommt.</translation>
    </message>
    <message>
        <source>Alpha</source>
        <translation>Alpha</translation>
    </message>
    <message>
        <source>How far below zero the output can go.</source>
        <translation>Wie weit die Ausgabe unter null gehen kann.</translation>
    </message>
    <message>
        <source>Lost when the executor broke down: {reason}</source>
        <translation>Verloren, als die Ausführung zusammenbrach: {reason}</translation>
    </message>
    <message>
        <source>The executor gave it up.</source>
        <translation>Die Ausführung hat es aufgegeben.</translation>
    </message>
    <message>
        <source>Painted</source>
        <translation>Gemalt</translation>
    </message>
    <message>
        <source>Points that you paint: click and drag on the map to set them.</source>
        <translation>Punkte, die Sie malen: Klicken und ziehen Sie auf der Karte.</translation>
    </message>
    <message>
        <source>Classes</source>
        <translation>Klassen</translation>
    </message>
    <message>
        <source>Arms wound into each other: the classic hard case.</source>
        <translation>Ineinander gewundene Arme: der klassische schwere Fall.</translation>
    </message>
    <message>
        <source>Checkerboard</source>
        <translation>Schachbrett</translation>
    </message>
    <message>
        <source>Squares in turn: every square more asks for more neurons.</source>
        <translation>Felder im Wechsel: jedes weitere Feld verlangt mehr Neuronen.</translation>
    </message>
    <message>
        <source>dark squares</source>
        <translation>dunkle Felder</translation>
    </message>
    <message>
        <source>light squares</source>
        <translation>helle Felder</translation>
    </message>
    <message>
        <source>Above or below</source>
        <translation>Darüber oder darunter</translation>
    </message>
    <message>
        <source>Is a point above the curve or below it? The border is a function.</source>
        <translation>Liegt ein Punkt über der Kurve oder darunter? Die Grenze ist eine Funktion.</translation>
    </message>
    <message>
        <source>below</source>
        <translation>darunter</translation>
    </message>
    <message>
        <source>above</source>
        <translation>darüber</translation>
    </message>
    <message>
        <source>Number of arms, and of classes.</source>
        <translation>Zahl der Arme und damit der Klassen.</translation>
    </message>
    <message>
        <source>Cells</source>
        <translation>Felder</translation>
    </message>
    <message>
        <source>Number of squares along each side.</source>
        <translation>Zahl der Felder an jeder Seite.</translation>
    </message>
    <message>
        <source>How far points keep away from the edges of their square.</source>
        <translation>Wie weit Punkte vom Rand ihres Feldes entfernt bleiben.</translation>
    </message>
    <message>
        <source>Curve</source>
        <translation>Kurve</translation>
    </message>
    <message>
        <source>The function whose graph is the border.</source>
        <translation>Die Funktion, deren Graph die Grenze ist.</translation>
    </message>
    <message>
        <source>sine</source>
        <translation>Sinus</translation>
    </message>
    <message>
        <source>cubic</source>
        <translation>kubisch</translation>
    </message>
    <message>
        <source>v</source>
        <translation>V</translation>
    </message>
    <message>
        <source>Height of the empty strip along the curve.</source>
        <translation>Höhe des leeren Streifens längs der Kurve.</translation>
    </message>
    <message>
        <source>Blobs</source>
        <translation>Wolken</translation>
    </message>
    <message>
        <source>Round clouds in a ring: one straight line for each pair is enough.</source>
        <translation>Runde Wolken im Ring: eine Gerade für jedes Paar genügt.</translation>
    </message>
    <message>
        <source>Rings</source>
        <translation>Ringe</translation>
    </message>
    <message>
        <source>Rings around each other: the distance from the centre tells all.</source>
        <translation>Ringe umeinander: Der Abstand von der Mitte sagt alles.</translation>
    </message>
    <message>
        <source>Number of clouds, and of classes.</source>
        <translation>Zahl der Wolken und damit der Klassen.</translation>
    </message>
    <message>
        <source>Number of rings, and of classes.</source>
        <translation>Zahl der Ringe und damit der Klassen.</translation>
    </message>
    <message>
        <source>Width of the empty rings between the classes.</source>
        <translation>Breite der leeren Ringe zwischen den Klassen.</translation>
    </message>
    <message>
        <source>blob {number}</source>
        <translation>Wolke {number}</translation>
    </message>
    <message>
        <source>ring {number}</source>
        <translation>Ring {number}</translation>
    </message>
    <message>
        <source>How many classes there are to paint with.</source>
        <translation>Wie viele Klassen es zu malen gibt.</translation>
    </message>
    <message>
        <source>class {number}</source>
        <translation>Klasse {number}</translation>
    </message>
    <message>
        <source>A wave of one variable: see a network bend a line into a curve.</source>
        <translation>Eine Welle in einer Variablen: so biegt ein Netz eine Gerade zur Kurve.</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>Stufe</translation>
    </message>
    <message>
        <source>A sudden jump: smooth neurons need steep weights to follow it.</source>
        <translation>Ein plötzlicher Sprung: glatte Neuronen brauchen dafür steile Gewichte.</translation>
    </message>
    <message>
        <source>Polynomial</source>
        <translation>Polynom</translation>
    </message>
    <message>
        <source>A polynomial: the higher its degree, the more bends to follow.</source>
        <translation>Ein Polynom: je höher der Grad, desto mehr Bögen.</translation>
    </message>
    <message>
        <source>Sawtooth</source>
        <translation>Sägezahn</translation>
    </message>
    <message>
        <source>Slopes that end in jumps: hard to follow for smooth neurons.</source>
        <translation>Rampen, die in Sprüngen enden: schwer für glatte Neuronen.</translation>
    </message>
    <message>
        <source>Chirp</source>
        <translation>Chirp</translation>
    </message>
    <message>
        <source>A wave that gets quicker: the slow part is learnt long before the rest.</source>
        <translation>Eine Welle, die schneller wird: Der langsame Teil ist lange vor dem Rest gelernt.</translation>
    </message>
    <message>
        <source>Angle</source>
        <translation>Winkel</translation>
    </message>
    <message>
        <source>Direction in which the plane rises.</source>
        <translation>Richtung, in der die Ebene ansteigt.</translation>
    </message>
    <message>
        <source>How broad each hill is.</source>
        <translation>Wie breit jeder Hügel ist.</translation>
    </message>
    <message>
        <source>Frequency</source>
        <translation>Frequenz</translation>
    </message>
    <message>
        <source>How quickly the wave repeats; at 1 a period is 2π long.</source>
        <translation>Wie schnell sich die Welle wiederholt; bei 1 ist eine Periode 2π lang.</translation>
    </message>
    <message>
        <source>Position</source>
        <translation>Lage</translation>
    </message>
    <message>
        <source>Where the jump is.</source>
        <translation>Wo der Sprung liegt.</translation>
    </message>
    <message>
        <source>Degree</source>
        <translation>Grad</translation>
    </message>
    <message>
        <source>Degree of the polynomial; it has one bend fewer.</source>
        <translation>Grad des Polynoms; es hat einen Bogen weniger.</translation>
    </message>
    <message>
        <source>Teeth</source>
        <translation>Zähne</translation>
    </message>
    <message>
        <source>Number of slopes.</source>
        <translation>Zahl der Rampen.</translation>
    </message>
    <message>
        <source>Waves</source>
        <translation>Wellen</translation>
    </message>
    <message>
        <source>Number of whole waves.</source>
        <translation>Zahl der ganzen Wellen.</translation>
    </message>
    <message>
        <source>Penguins</source>
        <translation>Pinguine</translation>
    </message>
    <message>
        <source>Tell three species of penguins by bill, flipper and weight.</source>
        <translation>Drei Pinguinarten an Schnabel, Flosse und Gewicht unterscheiden.</translation>
    </message>
    <message>
        <source>Adelie</source>
        <translation>Adelie</translation>
    </message>
    <message>
        <source>Chinstrap</source>
        <translation>Zügel</translation>
    </message>
    <message>
        <source>Gentoo</source>
        <translation>Esel</translation>
    </message>
    <message>
        <source>bill_length_mm</source>
        <translation>Schnabellänge (mm)</translation>
    </message>
    <message>
        <source>bill_depth_mm</source>
        <translation>Schnabelhöhe (mm)</translation>
    </message>
    <message>
        <source>flipper_length_mm</source>
        <translation>Flossenlänge (mm)</translation>
    </message>
    <message>
        <source>body_mass_g</source>
        <translation>Körpermasse (g)</translation>
    </message>
    <message>
        <source>Iris</source>
        <translation>Iris</translation>
    </message>
    <message>
        <source>Tell three species of irises by their sepals and petals.</source>
        <translation>Drei Schwertlilienarten an Kelch- und Kronblättern unterscheiden.</translation>
    </message>
    <message>
        <source>setosa</source>
        <translation>setosa</translation>
    </message>
    <message>
        <source>versicolor</source>
        <translation>versicolor</translation>
    </message>
    <message>
        <source>virginica</source>
        <translation>virginica</translation>
    </message>
    <message>
        <source>sepal_length_cm</source>
        <translation>Kelchblattlänge (cm)</translation>
    </message>
    <message>
        <source>sepal_width_cm</source>
        <translation>Kelchblattbreite (cm)</translation>
    </message>
    <message>
        <source>petal_length_cm</source>
        <translation>Kronblattlänge (cm)</translation>
    </message>
    <message>
        <source>petal_width_cm</source>
        <translation>Kronblattbreite (cm)</translation>
    </message>
    <message>
        <source>Digits</source>
        <translation>Ziffern</translation>
    </message>
    <message>
        <source>Tell handwritten digits by the 8 × 8 pixels of their pictures.</source>
        <translation>Handgeschriebene Ziffern an den 8 × 8 Bildpunkten erkennen.</translation>
    </message>
    <message>
        <source>Loss has settled at {loss:.3g}.</source>
        <translation>Der Verlust hat sich bei {loss:.3g} eingependelt.</translation>
    </message>
    <message>
        <source>Too early to tell how the loss falls: {count} more epochs.</source>
        <translation>Noch zu früh, um den Verlauf zu beurteilen: noch {count} Epochen.</translation>
    </message>
    <message>
        <source>Loss falls steadily: {pace:.2g} % an epoch.</source>
        <translation>Der Verlust sinkt stetig: {pace:.2g} % je Epoche.</translation>
    </message>
    <message>
        <source>There is nothing to learn from yet.</source>
        <translation>Es gibt noch nichts, woraus gelernt werden kann.</translation>
    </message>
    <message>
        <source>Overfitting</source>
        <translation>Überanpassung</translation>
    </message>
    <message>
        <source>The network learns the training examples by heart, and gets worse on all others.</source>
        <translation>Das Netz lernt die Trainingsbeispiele auswendig und wird bei allen anderen schlechter.</translation>
    </message>
    <message>
        <source>Underfitting</source>
        <translation>Unteranpassung</translation>
    </message>
    <message>
        <source>The network cannot, or may not, bend as much as the data ask for.</source>
        <translation>Das Netz kann oder darf sich nicht so stark biegen, wie es die Daten verlangen.</translation>
    </message>
    <message>
        <source>Plateau</source>
        <translation>Plateau</translation>
    </message>
    <message>
        <source>The loss stands still far above what can be reached.</source>
        <translation>Der Verlust steht weit über dem Erreichbaren still.</translation>
    </message>
    <message>
        <source>Overfitting: the test loss was lowest, {low:.3g}, in epoch {epoch:.0f} and is {now:.3g} now, while the training loss is {train:.3g}.</source>
        <translation>Überanpassung: Der Testverlust war in Epoche {epoch:.0f} am kleinsten, {low:.3g}, und ist jetzt {now:.3g}, der Trainingsverlust dagegen {train:.3g}.</translation>
    </message>
    <message>
        <source>A penalty on large weights (L2) makes the boundary smoother, and early stopping goes back to the best epoch. More data helps most.</source>
        <translation>Eine Strafe auf große Gewichte (L2) glättet die Grenze, und frühes Anhalten kehrt zur besten Epoche zurück. Am meisten helfen mehr Daten.</translation>
    </message>
    <message>
        <source>More neurons can bend the boundary more often.</source>
        <translation>Mehr Neuronen können die Grenze öfter biegen.</translation>
    </message>
    <message>
        <source>Plateau: the loss has stood at {loss:.3g} since epoch {epoch:.0f}, {level:.0f} % of that of guessing.</source>
        <translation>Plateau: Der Verlust steht seit Epoche {epoch:.0f} bei {loss:.3g}, das sind {level:.0f} % dessen, was Raten kostet.</translation>
    </message>
    <message>
        <source>Underfitting: the loss has settled at {level:.0f} % of that of guessing; a layer of {units} neurons lets too little through.</source>
        <translation>Unteranpassung: Der Verlust bleibt bei {level:.0f} % dessen, was Raten kostet; eine Schicht mit {units} Neuronen lässt zu wenig durch.</translation>
    </message>
    <message>
        <source>Underfitting: the loss has settled at {level:.0f} % of that of guessing; without a hidden layer there are straight boundaries only.</source>
        <translation>Unteranpassung: Der Verlust bleibt bei {level:.0f} % dessen, was Raten kostet; ohne verdeckte Schicht gibt es nur gerade Grenzen.</translation>
    </message>
    <message>
        <source>Underfitting: the loss is {level:.0f} % of that of guessing; the penalty on large weights outweighs the data.</source>
        <translation>Unteranpassung: Der Verlust beträgt {level:.0f} % dessen, was Raten kostet; die Strafe auf große Gewichte überwiegt die Daten.</translation>
    </message>
    <message>
        <source>Underfitting: the loss is {level:.0f} % of that of guessing; dropout switches off {share:.0f} % of the neurons at every update.</source>
        <translation>Unteranpassung: Der Verlust beträgt {level:.0f} % dessen, was Raten kostet; Dropout schaltet bei jedem Schritt {share:.0f} % der Neuronen ab.</translation>
    </message>
    <message>
        <source>Other initial weights: with luck they lie on the way to a deeper valley.</source>
        <translation>Andere Anfangsgewichte: Mit Glück liegen sie auf dem Weg in ein tieferes Tal.</translation>
    </message>
    <message>
        <source>Adam takes long steps also where the gradient is small.</source>
        <translation>Adam macht auch dort große Schritte, wo der Gradient klein ist.</translation>
    </message>
    <message>
        <source>A thousandth of the penalty lets weights grow.</source>
        <translation>Ein Tausendstel der Strafe lässt die Gewichte wachsen.</translation>
    </message>
    <message>
        <source>Less dropout keeps what is learnt.</source>
        <translation>Weniger Dropout behält, was gelernt ist.</translation>
    </message>
    <message>
        <source>Exploding gradient</source>
        <translation>Explodierender Gradient</translation>
    </message>
    <message>
        <source>Weights that are too large multiply the gradient at every layer.</source>
        <translation>Zu große Gewichte vervielfachen den Gradienten in jeder Schicht.</translation>
    </message>
    <message>
        <source>Vanishing gradient</source>
        <translation>Verschwindender Gradient</translation>
    </message>
    <message>
        <source>Flat activations or tiny weights shrink the gradient at every layer, so that the first layers do not learn.</source>
        <translation>Flache Aktivierungen oder winzige Gewichte verkleinern den Gradienten in jeder Schicht, sodass die ersten Schichten nicht lernen.</translation>
    </message>
    <message>
        <source>Gradients explode: on their way back through {layers} hidden layers they grow {times:.3g} times.</source>
        <translation>Die Gradienten explodieren: Auf dem Weg zurück durch {layers} verdeckte Schichten wachsen sie auf das {times:.3g}-Fache.</translation>
    </message>
    <message>
        <source>Initial weights that fit the width keep gradients the same size at every layer; the clip stops what still grows.</source>
        <translation>Anfangsgewichte, die zur Breite passen, halten die Gradienten in jeder Schicht gleich groß; die Begrenzung hält auf, was noch wächst.</translation>
    </message>
    <message>
        <source>Gradients vanish: of what arrives at hidden layer {layers}, {share:.2g} % is left at layer 1.</source>
        <translation>Die Gradienten verschwinden: Von dem, was bei der verdeckten Schicht {layers} ankommt, bleiben in Schicht 1 noch {share:.2g} %.</translation>
    </message>
    <message>
        <source>Initial weights that fit the width keep gradients the same size.</source>
        <translation>Anfangsgewichte, die zur Breite passen, halten die Gradienten gleich groß.</translation>
    </message>
    <message>
        <source>Size of the gradient that arrives at each layer</source>
        <translation>Größe des Gradienten, der bei jeder Schicht ankommt</translation>
    </message>
    <message>
        <source>gradient</source>
        <translation>Gradient</translation>
    </message>
    <message>
        <source>ReLU passes gradients on as they are where it is on; sigmoid and tanh shrink them.</source>
        <translation>ReLU gibt Gradienten unverändert weiter, wo es an ist; Sigmoid und Tanh verkleinern sie.</translation>
    </message>
    <message>
        <source>Dead ReLU</source>
        <translation>Tote ReLU</translation>
    </message>
    <message>
        <source>A ReLU that is off for every example gets no gradient and stays off.</source>
        <translation>Eine ReLU, die bei jedem Beispiel aus ist, bekommt keinen Gradienten und bleibt aus.</translation>
    </message>
    <message>
        <source>Saturation</source>
        <translation>Sättigung</translation>
    </message>
    <message>
        <source>Neurons at the flat ends of sigmoid or tanh pass next to no gradient.</source>
        <translation>Neuronen an den flachen Enden von Sigmoid oder Tanh geben fast keinen Gradienten weiter.</translation>
    </message>
    <message>
        <source>{count} of {units} neurons of layer {layer} are dead: off for every example, so that no gradient reaches them.</source>
        <translation>{count} von {units} Neuronen der Schicht {layer} sind tot: bei jedem Beispiel aus, sodass kein Gradient sie erreicht.</translation>
    </message>
    <message>
        <source>Leaky ReLU keeps a small slope where it is off, and smaller steps throw fewer neurons there.</source>
        <translation>Leaky ReLU behält eine kleine Steigung, wo es aus ist, und kleinere Schritte werfen weniger Neuronen dorthin.</translation>
    </message>
    <message>
        <source>Saturated: {share:.0f} % of the activations of layer {layer} lie where the function is flat and passes hardly any gradient.</source>
        <translation>Gesättigt: {share:.0f} % der Aktivierungen der Schicht {layer} liegen dort, wo die Funktion flach ist und kaum Gradient weitergibt.</translation>
    </message>
    <message>
        <source>Smaller weights keep the sums where the function is steep.</source>
        <translation>Kleinere Gewichte halten die Summen dort, wo die Funktion steil ist.</translation>
    </message>
    <message>
        <source>Dead neurons of each hidden layer</source>
        <translation>Tote Neuronen je verdeckter Schicht</translation>
    </message>
    <message>
        <source>per cent dead</source>
        <translation>Prozent tot</translation>
    </message>
    <message>
        <source>Flat activations of each hidden layer</source>
        <translation>Flache Aktivierungen je verdeckter Schicht</translation>
    </message>
    <message>
        <source>per cent flat</source>
        <translation>Prozent flach</translation>
    </message>
    <message>
        <source>Smaller steps do not throw the sums out to where the function is flat.</source>
        <translation>Kleinere Schritte werfen die Summen nicht dorthin, wo die Funktion flach ist.</translation>
    </message>
    <message>
        <source>Loss by epoch</source>
        <translation>Verlust nach Epochen</translation>
    </message>
    <message>
        <source>epoch</source>
        <translation>Epoche</translation>
    </message>
    <message>
        <source>loss</source>
        <translation>Verlust</translation>
    </message>
    <message>
        <source>Loss of each batch</source>
        <translation>Verlust jedes Batches</translation>
    </message>
    <message>
        <source>update</source>
        <translation>Schritt</translation>
    </message>
    <message>
        <source>Loss if the next update were longer or shorter</source>
        <translation>Verlust, wenn der nächste Schritt länger oder kürzer wäre</translation>
    </message>
    <message>
        <source>times the update</source>
        <translation>mal der Schritt</translation>
    </message>
    <message>
        <source>layer</source>
        <translation>Schicht</translation>
    </message>
    <message>
        <source>training loss</source>
        <translation>Trainingsverlust</translation>
    </message>
    <message>
        <source>test loss</source>
        <translation>Testverlust</translation>
    </message>
    <message>
        <source>guessing</source>
        <translation>Raten</translation>
    </message>
    <message>
        <source>batch loss</source>
        <translation>Batchverlust</translation>
    </message>
    <message>
        <source>now</source>
        <translation>jetzt</translation>
    </message>
    <message>
        <source>Diverged</source>
        <translation>Divergiert</translation>
    </message>
    <message>
        <source>Each step overshot by more than the last, until nothing was finite.</source>
        <translation>Jeder Schritt schoss weiter über das Ziel hinaus als der letzte, bis nichts mehr endlich war.</translation>
    </message>
    <message>
        <source>Learning rate too large</source>
        <translation>Lernrate zu groß</translation>
    </message>
    <message>
        <source>Steps longer than the valley is wide throw the weights to and fro.</source>
        <translation>Schritte, die länger sind als das Tal breit, werfen die Gewichte hin und her.</translation>
    </message>
    <message>
        <source>Learning rate too small</source>
        <translation>Lernrate zu klein</translation>
    </message>
    <message>
        <source>Steps much shorter than they could be take for ever to get there.</source>
        <translation>Viel kürzere Schritte als möglich brauchen ewig bis zum Ziel.</translation>
    </message>
    <message>
        <source>Batch too large for the epochs</source>
        <translation>Batch zu groß für die Epochen</translation>
    </message>
    <message>
        <source>An epoch of large batches makes few updates.</source>
        <translation>Eine Epoche mit großen Batches macht wenige Schritte.</translation>
    </message>
    <message>
        <source>Diverged at update {step}: each step overshot by more than the last. The rate of {rate:g} is too large.</source>
        <translation>Divergiert bei Schritt {step}: Jeder Schritt schoss weiter über das Ziel hinaus als der letzte. Die Rate {rate:g} ist zu groß.</translation>
    </message>
    <message>
        <source>A tenth of the rate, and no gradient longer than 1, so that no step can overshoot by far.</source>
        <translation>Ein Zehntel der Rate und kein Gradient länger als 1, damit kein Schritt weit hinausschießt.</translation>
    </message>
    <message>
        <source>Loss bounces: it rose at {rises} of the last {count} evaluations, by {size:.0f} % as a rule. The rate of {rate:g} is too large.</source>
        <translation>Der Verlust springt: Er stieg bei {rises} der letzten {count} Auswertungen, meist ging es um {size:.0f} % auf oder ab. Die Rate {rate:g} ist zu groß.</translation>
    </message>
    <message>
        <source>A tenth of the rate: steps that do not overshoot.</source>
        <translation>Ein Zehntel der Rate: Schritte, die nicht über das Ziel schießen.</translation>
    </message>
    <message>
        <source>Loss crawls: an update moves the weights by {length:.2g} % of their size, and {times} times as much would still go down. The rate of {rate:g} is too small.</source>
        <translation>Der Verlust kriecht: Ein Schritt bewegt die Gewichte um {length:.2g} % ihrer Größe, und {times}-mal so viel ginge noch bergab. Die Rate {rate:g} ist zu klein.</translation>
    </message>
    <message>
        <source>{times} times the rate gets as far in a fraction of the time.</source>
        <translation>Mit der {times}-fachen Rate geht es in einem Bruchteil der Zeit so weit.</translation>
    </message>
    <message>
        <source>The schedule has taken the learning rate away: {share:.1g} of it is left, and the loss stands still at {loss:.3g}.</source>
        <translation>Der Zeitplan hat die Lernrate weggenommen: Vom Anfang ist noch {share:.1g} übrig, und der Verlust steht bei {loss:.3g} still.</translation>
    </message>
    <message>
        <source>A constant rate goes on learning.</source>
        <translation>Eine gleichbleibende Rate lernt weiter.</translation>
    </message>
    <message>
        <source>Batches of {size} make {each} updates an epoch: only {left} are left, and the loss is still {level:.0f} % of that of guessing.</source>
        <translation>Batches von {size} machen {each} Schritte je Epoche: Nur {left} bleiben noch, und der Verlust ist noch {level:.0f} % dessen, was Raten kostet.</translation>
    </message>
    <message>
        <source>Batches of {smaller} make {times:.0f} times as many updates in as many epochs.</source>
        <translation>Batches von {smaller} machen {times:.0f}-mal so viele Schritte in gleich vielen Epochen.</translation>
    </message>
    <message>
        <source>Symmetric start</source>
        <translation>Symmetrischer Anfang</translation>
    </message>
    <message>
        <source>Neurons that start with the same weights get the same gradient and stay the same.</source>
        <translation>Neuronen, die mit gleichen Gewichten beginnen, bekommen den gleichen Gradienten und bleiben gleich.</translation>
    </message>
    <message>
        <source>Loss does not fit the output</source>
        <translation>Verlust passt nicht zur Ausgabe</translation>
    </message>
    <message>
        <source>A bounded output cannot reach values outside, and some losses push classes too weakly.</source>
        <translation>Eine begrenzte Ausgabe erreicht keine Werte außerhalb, und manche Verluste ziehen bei Klassen zu schwach.</translation>
    </message>
    <message>
        <source>Unscaled inputs</source>
        <translation>Unskalierte Eingaben</translation>
    </message>
    <message>
        <source>Large inputs make large sums and gradients: no single rate fits all weights.</source>
        <translation>Große Eingaben machen große Summen und Gradienten: Keine einzelne Rate passt für alle Gewichte.</translation>
    </message>
    <message>
        <source>All {units} neurons of layer {layer} have the same weights: they learn as one neuron.</source>
        <translation>Alle {units} Neuronen der Schicht {layer} haben die gleichen Gewichte: Sie lernen wie ein einziges.</translation>
    </message>
    <message>
        <source>Random weights let each neuron learn something of its own.</source>
        <translation>Mit zufälligen Gewichten lernt jedes Neuron etwas Eigenes.</translation>
    </message>
    <message>
        <source>The {output} output says values from {low:g} to {high:g} only, but {share:.0f} % of the targets lie outside.</source>
        <translation>Die Ausgabe mit {output} nennt nur Werte von {low:g} bis {high:g}, aber {share:.0f} % der Zielwerte liegen außerhalb.</translation>
    </message>
    <message>
        <source>Cross-entropy pulls hardest at what is surely wrong.</source>
        <translation>Kreuzentropie zieht am stärksten an dem, was sicher falsch ist.</translation>
    </message>
    <message>
        <source>The inputs are not scaled: {name} is {size:.3g} in size, the smallest input {smallest:.2g}.</source>
        <translation>Die Eingaben sind nicht skaliert: {name} hat die Größe {size:.3g}, die kleinste Eingabe {smallest:.2g}.</translation>
    </message>
    <message>
        <source>Inputs of mean 0 and spread 1 suit the initial weights and one rate.</source>
        <translation>Eingaben mit Mittel 0 und Streuung 1 passen zu den Anfangsgewichten und zu einer Rate.</translation>
    </message>
    <message>
        <source>How different the neurons of a layer are</source>
        <translation>Wie verschieden die Neuronen einer Schicht sind</translation>
    </message>
    <message>
        <source>difference</source>
        <translation>Unterschied</translation>
    </message>
    <message>
        <source>{loss} of {output} outputs: the pull on a wrong answer fades, the surer it is.</source>
        <translation>{loss} von Ausgaben mit {output}: Der Zug an einer falschen Antwort wird schwächer, je sicherer sie ist.</translation>
    </message>
    <message>
        <source>targets</source>
        <translation>Zielwerte</translation>
    </message>
    <message>
        <source>How many targets have which value</source>
        <translation>Wie viele Zielwerte welchen Wert haben</translation>
    </message>
    <message>
        <source>target</source>
        <translation>Ziel</translation>
    </message>
    <message>
        <source>examples</source>
        <translation>Beispiele</translation>
    </message>
    <message>
        <source>Pull on an output whose target is 1</source>
        <translation>Zug an einer Ausgabe, deren Zielwert 1 ist</translation>
    </message>
    <message>
        <source>output before its activation</source>
        <translation>Ausgabe vor ihrer Aktivierung</translation>
    </message>
    <message>
        <source>pull</source>
        <translation>Zug</translation>
    </message>
    <message>
        <source>A linear output can say any value.</source>
        <translation>Eine lineare Ausgabe kann jeden Wert nennen.</translation>
    </message>
    <message>
        <source>Size of each input (root mean square)</source>
        <translation>Größe jeder Eingabe (quadratisches Mittel)</translation>
    </message>
    <message>
        <source>input</source>
        <translation>Eingabe</translation>
    </message>
    <message>
        <source>size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>{loss} of linear outputs treats classes as numbers: also what is right beyond doubt is punished.</source>
        <translation>{loss} von linearen Ausgaben behandelt Klassen als Zahlen: Auch was zweifelsfrei richtig ist, wird bestraft.</translation>
    </message>
    <message>
        <source>end of the output&apos;s range</source>
        <translation>Ende des Bereichs der Ausgabe</translation>
    </message>
    <message>
        <source>this loss</source>
        <translation>dieser Verlust</translation>
    </message>
    <message>
        <source>cross-entropy</source>
        <translation>Kreuzentropie</translation>
    </message>
    <message>
        <source>scaled</source>
        <translation>skaliert</translation>
    </message>
    <message>
        <source>Data set</source>
        <translation>Datensatz</translation>
    </message>
    <message>
        <source>The examples to learn from.</source>
        <translation>Die Beispiele, aus denen das Netz lernt.</translation>
    </message>
    <message>
        <source>Samples</source>
        <translation>Beispiele</translation>
    </message>
    <message>
        <source>Number of examples, training and test together.</source>
        <translation>Anzahl der Beispiele, Training und Test zusammen.</translation>
    </message>
    <message>
        <source>Noise</source>
        <translation>Rauschen</translation>
    </message>
    <message>
        <source>Standard deviation of the random shift of each point; for regression, a share of the targets&apos; own spread.</source>
        <translation>Standardabweichung der zufälligen Verschiebung jedes Punkts; bei Regression als Anteil der Streuung der Zielwerte.</translation>
    </message>
    <message>
        <source>Label noise</source>
        <translation>Falsche Klassen</translation>
    </message>
    <message>
        <source>Share of the training examples with a wrong class; for generated and painted sets.</source>
        <translation>Anteil der Trainingsbeispiele mit falscher Klasse; für erzeugte und gemalte Daten.</translation>
    </message>
    <message>
        <source>Outliers</source>
        <translation>Ausreißer</translation>
    </message>
    <message>
        <source>Share of the training examples thrown far off; for generated sets.</source>
        <translation>Anteil der Trainingsbeispiele, die weit weg geworfen werden; für erzeugte Daten.</translation>
    </message>
    <message>
        <source>Imbalance</source>
        <translation>Ungleichgewicht</translation>
    </message>
    <message>
        <source>How far the first class falls short of the last in number; for generated sets.</source>
        <translation>Wie weit die erste Klasse an Zahl hinter der letzten zurückbleibt; für erzeugte Daten.</translation>
    </message>
    <message>
        <source>Test share</source>
        <translation>Testanteil</translation>
    </message>
    <message>
        <source>Share of the examples kept apart to test what was learnt.</source>
        <translation>Anteil der Beispiele, die zurückgehalten werden, um das Gelernte zu prüfen.</translation>
    </message>
    <message>
        <source>Sealed share</source>
        <translation>Versiegelter Anteil</translation>
    </message>
    <message>
        <source>Share of the examples sealed for one last test, which nothing looks at before you open it.</source>
        <translation>Anteil der Beispiele, der für einen letzten Test versiegelt bleibt; nichts sieht ihn, bevor Sie ihn öffnen.</translation>
    </message>
    <message>
        <source>Points</source>
        <translation>Punkte</translation>
    </message>
    <message>
        <source>Points painted by hand, with their classes.</source>
        <translation>Von Hand gemalte Punkte mit ihren Klassen.</translation>
    </message>
    <message>
        <source>Data seed</source>
        <translation>Datenzufall</translation>
    </message>
    <message>
        <source>The luck of the data: same number, same points.</source>
        <translation>Der Zufall der Daten: gleiche Zahl, gleiche Punkte.</translation>
    </message>
    <message>
        <source>Features</source>
        <translation>Merkmale</translation>
    </message>
    <message>
        <source>What the network sees of each example.</source>
        <translation>Was das Netz von jedem Beispiel sieht.</translation>
    </message>
    <message>
        <source>Scaling</source>
        <translation>Skalierung</translation>
    </message>
    <message>
        <source>Whether inputs are brought to mean 0 and spread 1, as fitted on the training examples; auto scales tables only.</source>
        <translation>Ob die Eingaben auf Mittelwert 0 und Streuung 1 gebracht werden, bestimmt an den Trainingsbeispielen; „auto“ skaliert nur Tabellen.</translation>
    </message>
    <message>
        <source>auto</source>
        <translation>auto</translation>
    </message>
    <message>
        <source>standard</source>
        <translation>standardisiert</translation>
    </message>
    <message>
        <source>Hidden layers</source>
        <translation>Verdeckte Schichten</translation>
    </message>
    <message>
        <source>Number of neurons of each hidden layer.</source>
        <translation>Anzahl der Neuronen jeder verdeckten Schicht.</translation>
    </message>
    <message>
        <source>Activation</source>
        <translation>Aktivierung</translation>
    </message>
    <message>
        <source>What each hidden neuron makes of its sum.</source>
        <translation>Was jedes verdeckte Neuron aus seiner Summe macht.</translation>
    </message>
    <message>
        <source>Output</source>
        <translation>Ausgabe</translation>
    </message>
    <message>
        <source>What the outputs make of their sums; auto takes what fits the loss.</source>
        <translation>Was die Ausgaben aus ihren Summen machen; „auto“ nimmt, was zum Verlust passt.</translation>
    </message>
    <message>
        <source>linear</source>
        <translation>linear</translation>
    </message>
    <message>
        <source>sigmoid</source>
        <translation>Sigmoid</translation>
    </message>
    <message>
        <source>tanh</source>
        <translation>Tanh</translation>
    </message>
    <message>
        <source>softmax</source>
        <translation>Softmax</translation>
    </message>
    <message>
        <source>Initial weights</source>
        <translation>Startgewichte</translation>
    </message>
    <message>
        <source>The distribution that the first weights are drawn from.</source>
        <translation>Die Verteilung, aus der die ersten Gewichte gezogen werden.</translation>
    </message>
    <message>
        <source>Dropout</source>
        <translation>Dropout</translation>
    </message>
    <message>
        <source>Share of the hidden neurons switched off at random in each update.</source>
        <translation>Anteil der verdeckten Neuronen, die in jedem Schritt zufällig abgeschaltet werden.</translation>
    </message>
    <message>
        <source>Precision</source>
        <translation>Zahlenformat</translation>
    </message>
    <message>
        <source>Number format of the network.</source>
        <translation>In welchem Format das Netz rechnet.</translation>
    </message>
    <message>
        <source>float32</source>
        <translation>float32</translation>
    </message>
    <message>
        <source>float64</source>
        <translation>float64</translation>
    </message>
    <message>
        <source>Weight seed</source>
        <translation>Gewichtszufall</translation>
    </message>
    <message>
        <source>The luck of the first weights: same number, same weights.</source>
        <translation>Der Zufall der ersten Gewichte: gleiche Zahl, gleiche Gewichte.</translation>
    </message>
    <message>
        <source>Patience</source>
        <translation>Geduld</translation>
    </message>
    <message>
        <source>Epochs without improvement after which training stops.</source>
        <translation>Epochen ohne Verbesserung, nach denen das Training endet.</translation>
    </message>
    <message>
        <source>epochs</source>
        <translation>Epochen</translation>
    </message>
    <message>
        <source>Least change</source>
        <translation>Mindeständerung</translation>
    </message>
    <message>
        <source>How much lower the test loss must be to count as better.</source>
        <translation>Um wie viel der Testverlust sinken muss, um als besser zu gelten.</translation>
    </message>
    <message>
        <source>Restore best</source>
        <translation>Bestes zurückholen</translation>
    </message>
    <message>
        <source>Whether the weights of the best epoch come back at the end.</source>
        <translation>Ob am Ende die Gewichte der besten Epoche zurückkommen.</translation>
    </message>
    <message>
        <source>Measure</source>
        <translation>Maß</translation>
    </message>
    <message>
        <source>What has to be good enough: a loss, or the score, which is accuracy for classes and R² for values.</source>
        <translation>Was gut genug sein muss: ein Verlust oder die Güte, also Genauigkeit bei Klassen und R² bei Werten.</translation>
    </message>
    <message>
        <source>test_loss</source>
        <translation>Testverlust</translation>
    </message>
    <message>
        <source>train_loss</source>
        <translation>Trainingsverlust</translation>
    </message>
    <message>
        <source>test_score</source>
        <translation>Testgüte</translation>
    </message>
    <message>
        <source>train_score</source>
        <translation>Trainingsgüte</translation>
    </message>
    <message>
        <source>A loss counts when it is this low, a score when it is this high.</source>
        <translation>Ein Verlust zählt, wenn er so niedrig ist, eine Güte, wenn sie so hoch ist.</translation>
    </message>
    <message>
        <source>Loss</source>
        <translation>Verlust</translation>
    </message>
    <message>
        <source>How wrong a prediction is, as one number; auto takes what fits the data.</source>
        <translation>Wie falsch eine Vorhersage ist, als eine Zahl; „auto“ nimmt, was zu den Daten passt.</translation>
    </message>
    <message>
        <source>Label smoothing</source>
        <translation>Zielglättung</translation>
    </message>
    <message>
        <source>Share of each target that is spread evenly over all classes, so that no answer is asked to be certain.</source>
        <translation>Anteil jedes Ziels, der gleichmäßig auf alle Klassen verteilt wird, damit keine Antwort ganz sicher sein muss.</translation>
    </message>
    <message>
        <source>Class weights</source>
        <translation>Klassengewichte</translation>
    </message>
    <message>
        <source>How much an example of each class counts in the loss; balanced lets rare classes count as much as frequent ones.</source>
        <translation>Wie viel ein Beispiel jeder Klasse im Verlust zählt; ausgeglichen lässt seltene Klassen so viel zählen wie häufige.</translation>
    </message>
    <message>
        <source>balanced</source>
        <translation>ausgeglichen</translation>
    </message>
    <message>
        <source>Optimizer</source>
        <translation>Optimierer</translation>
    </message>
    <message>
        <source>The rule that turns gradients into steps.</source>
        <translation>Die Regel, die Gradienten in Schritte verwandelt.</translation>
    </message>
    <message>
        <source>Schedule</source>
        <translation>Ratenplan</translation>
    </message>
    <message>
        <source>How the learning rate changes as training goes on.</source>
        <translation>Wie sich die Lernrate im Lauf des Trainings ändert.</translation>
    </message>
    <message>
        <source>Batch size</source>
        <translation>Batchgröße</translation>
    </message>
    <message>
        <source>Number of examples whose gradients are averaged for one update.</source>
        <translation>Anzahl der Beispiele, deren Gradienten für einen Schritt gemittelt werden.</translation>
    </message>
    <message>
        <source>Epochs</source>
        <translation>Epochen</translation>
    </message>
    <message>
        <source>Full passes through the training examples before a run stops.</source>
        <translation>Ganze Durchgänge durch die Trainingsbeispiele, nach denen ein Lauf endet.</translation>
    </message>
    <message>
        <source>L1</source>
        <translation>L1</translation>
    </message>
    <message>
        <source>Adds this times the sum of |w| to the loss: small weights become zero.</source>
        <translation>Addiert dies mal die Summe der |w| zum Verlust: kleine Gewichte werden null.</translation>
    </message>
    <message>
        <source>L2</source>
        <translation>L2</translation>
    </message>
    <message>
        <source>Adds half of this times the sum of w² to the loss: large weights shrink.</source>
        <translation>Addiert die Hälfte davon mal die Summe der w² zum Verlust: große Gewichte schrumpfen.</translation>
    </message>
    <message>
        <source>Weight decay</source>
        <translation>Gewichtsabnahme</translation>
    </message>
    <message>
        <source>Shrinks every weight at each update by this times the rate.</source>
        <translation>Verkleinert jedes Gewicht in jedem Schritt um dies mal die Lernrate.</translation>
    </message>
    <message>
        <source>Gradient clip</source>
        <translation>Gradientengrenze</translation>
    </message>
    <message>
        <source>Longest gradient that is allowed; longer ones are shortened.</source>
        <translation>Der längste erlaubte Gradient; längere werden gekürzt.</translation>
    </message>
    <message>
        <source>Early stopping</source>
        <translation>Früher Stopp</translation>
    </message>
    <message>
        <source>Stops when the test loss no longer improves.</source>
        <translation>Hält an, wenn der Testverlust nicht mehr sinkt.</translation>
    </message>
    <message>
        <source>Target</source>
        <translation>Ziel</translation>
    </message>
    <message>
        <source>Stops at the end of an epoch that is good enough.</source>
        <translation>Hält am Ende einer Epoche an, die gut genug ist.</translation>
    </message>
    <message>
        <source>Training seed</source>
        <translation>Trainingszufall</translation>
    </message>
    <message>
        <source>The luck of batch order and dropout.</source>
        <translation>Der Zufall von Batch-Reihenfolge und Dropout.</translation>
    </message>
    <message>
        <source>x₁</source>
        <translation>x₁</translation>
    </message>
    <message>
        <source>The first coordinate, as it is.</source>
        <translation>Die erste Koordinate, wie sie ist.</translation>
    </message>
    <message>
        <source>x₂</source>
        <translation>x₂</translation>
    </message>
    <message>
        <source>The second coordinate, as it is.</source>
        <translation>Die zweite Koordinate, wie sie ist.</translation>
    </message>
    <message>
        <source>x₁²</source>
        <translation>x₁²</translation>
    </message>
    <message>
        <source>Large far from the vertical axis: bends a boundary into a parabola.</source>
        <translation>Groß fern der senkrechten Achse: biegt eine Grenze zur Parabel.</translation>
    </message>
    <message>
        <source>x₂²</source>
        <translation>x₂²</translation>
    </message>
    <message>
        <source>Large far from the horizontal axis; with x₁² it makes circles.</source>
        <translation>Groß fern der waagerechten Achse; mit x₁² entstehen Kreise.</translation>
    </message>
    <message>
        <source>x₁x₂</source>
        <translation>x₁x₂</translation>
    </message>
    <message>
        <source>Positive where the signs agree: it solves XOR by itself.</source>
        <translation>Positiv, wo die Vorzeichen gleich sind: löst XOR ganz allein.</translation>
    </message>
    <message>
        <source>sin x₁</source>
        <translation>sin x₁</translation>
    </message>
    <message>
        <source>A wave from left to right, about two periods across the square.</source>
        <translation>Eine Welle von links nach rechts, etwa zwei Perioden im Quadrat.</translation>
    </message>
    <message>
        <source>sin x₂</source>
        <translation>sin x₂</translation>
    </message>
    <message>
        <source>A wave from bottom to top, about two periods across the square.</source>
        <translation>Eine Welle von unten nach oben, etwa zwei Perioden im Quadrat.</translation>
    </message>
    <message>
        <source>Zeros</source>
        <translation>Nullen</translation>
    </message>
    <message>
        <source>Every neuron starts the same, so none can become different.</source>
        <translation>Alle Neuronen beginnen gleich, also kann keines anders werden.</translation>
    </message>
    <message>
        <source>Gives every weight one value, so all neurons of a layer stay equal.</source>
        <translation>Gibt allen Gewichten denselben Wert; alle Neuronen einer Schicht bleiben gleich.</translation>
    </message>
    <message>
        <source>Normal</source>
        <translation>Normal</translation>
    </message>
    <message>
        <source>A bell curve around zero, whatever the layer&apos;s size.</source>
        <translation>Eine Glockenkurve um null, wie groß die Schicht auch ist.</translation>
    </message>
    <message>
        <source>Uniform</source>
        <translation>Gleichverteilt</translation>
    </message>
    <message>
        <source>Evenly spread between −s and s, whatever the layer&apos;s size.</source>
        <translation>Gleichmäßig zwischen −s und s verteilt, wie groß die Schicht auch ist.</translation>
    </message>
    <message>
        <source>Glorot uniform</source>
        <translation>Glorot uniform</translation>
    </message>
    <message>
        <source>Keeps signals and gradients of equal size through tanh layers.</source>
        <translation>Hält Signale und Gradienten durch tanh-Schichten gleich groß.</translation>
    </message>
    <message>
        <source>Glorot normal</source>
        <translation>Glorot normal</translation>
    </message>
    <message>
        <source>The bell-shaped form of Glorot&apos;s rule for tanh layers.</source>
        <translation>Die glockenförmige Fassung von Glorots Regel für tanh-Schichten.</translation>
    </message>
    <message>
        <source>He uniform</source>
        <translation>He uniform</translation>
    </message>
    <message>
        <source>The evenly spread form of He&apos;s rule for ReLU layers.</source>
        <translation>Die gleichverteilte Fassung von Hes Regel für ReLU-Schichten.</translation>
    </message>
    <message>
        <source>He normal</source>
        <translation>He normal</translation>
    </message>
    <message>
        <source>Keeps signals of equal size through ReLU layers.</source>
        <translation>Hält Signale durch ReLU-Schichten gleich groß.</translation>
    </message>
    <message>
        <source>LeCun normal</source>
        <translation>LeCun normal</translation>
    </message>
    <message>
        <source>Gives each neuron a sum of about unit size from inputs of unit size.</source>
        <translation>Gibt jedem Neuron bei Eingaben der Größe eins eine Summe von etwa eins.</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Wert</translation>
    </message>
    <message>
        <source>The value of every weight.</source>
        <translation>Der Wert aller Gewichte.</translation>
    </message>
    <message>
        <source>Scale</source>
        <translation>Skala</translation>
    </message>
    <message>
        <source>The standard deviation.</source>
        <translation>Die Standardabweichung.</translation>
    </message>
    <message>
        <source>Half the width of the interval.</source>
        <translation>Die halbe Breite des Intervalls.</translation>
    </message>
    <message>
        <source>Mean squared error</source>
        <translation>Mittlerer quadratischer Fehler</translation>
    </message>
    <message>
        <source>Squares each error, so that big errors weigh most.</source>
        <translation>Quadriert jeden Fehler, sodass große am meisten zählen.</translation>
    </message>
    <message>
        <source>Mean absolute error</source>
        <translation>Mittlerer absoluter Fehler</translation>
    </message>
    <message>
        <source>Counts each error as it is, so that a few big ones matter less.</source>
        <translation>Zählt jeden Fehler so, wie er ist; wenige große fallen weniger ins Gewicht.</translation>
    </message>
    <message>
        <source>Huber</source>
        <translation>Huber</translation>
    </message>
    <message>
        <source>Squares small errors and counts big ones as they are.</source>
        <translation>Quadriert kleine Fehler und zählt große so, wie sie sind.</translation>
    </message>
    <message>
        <source>Binary cross-entropy</source>
        <translation>Binäre Kreuzentropie</translation>
    </message>
    <message>
        <source>The surprise at the right answer to a yes-or-no question.</source>
        <translation>Die Überraschung über die richtige Antwort auf eine Ja-Nein-Frage.</translation>
    </message>
    <message>
        <source>Cross-entropy</source>
        <translation>Kreuzentropie</translation>
    </message>
    <message>
        <source>The surprise at the right one of several answers.</source>
        <translation>Die Überraschung über die richtige von mehreren Antworten.</translation>
    </message>
    <message>
        <source>Delta</source>
        <translation>Delta</translation>
    </message>
    <message>
        <source>The size of error from which on the loss grows in a straight line.</source>
        <translation>Die Größe des Fehlers, ab der der Verlust geradlinig wächst.</translation>
    </message>
    <message>
        <source>SGD</source>
        <translation>SGD</translation>
    </message>
    <message>
        <source>Steps straight against the gradient of each mini-batch.</source>
        <translation>Geht geradewegs gegen den Gradienten jedes Mini-Batches.</translation>
    </message>
    <message>
        <source>Momentum</source>
        <translation>Momentum</translation>
    </message>
    <message>
        <source>Rolls on: each step adds to what is left of the steps before.</source>
        <translation>Rollt weiter: jeder Schritt kommt zum Rest der früheren hinzu.</translation>
    </message>
    <message>
        <source>Nesterov</source>
        <translation>Nesterov</translation>
    </message>
    <message>
        <source>Rolls on, and steps already where its velocity is about to lead.</source>
        <translation>Rollt weiter und nimmt dabei vorweg, wohin der Schwung gleich führt.</translation>
    </message>
    <message>
        <source>Adagrad</source>
        <translation>Adagrad</translation>
    </message>
    <message>
        <source>Gives each weight a step that only ever shrinks, sooner where steep.</source>
        <translation>Gibt jedem Gewicht eine Schrittweite, die nur schrumpft: wo es steil ist, schneller.</translation>
    </message>
    <message>
        <source>RMSProp</source>
        <translation>RMSProp</translation>
    </message>
    <message>
        <source>Divides each step by how large the gradient has been of late.</source>
        <translation>Teilt jeden Schritt durch die Größe, die der Gradient zuletzt hatte.</translation>
    </message>
    <message>
        <source>Adam</source>
        <translation>Adam</translation>
    </message>
    <message>
        <source>Gives each weight a step of its own, by its gradient&apos;s history.</source>
        <translation>Gibt jedem Gewicht eine eigene Schrittweite, je nach seinen früheren Gradienten.</translation>
    </message>
    <message>
        <source>AdamW</source>
        <translation>AdamW</translation>
    </message>
    <message>
        <source>Adam that first lets every weight and bias shrink a little.</source>
        <translation>Adam, der vor jedem Schritt alle Gewichte und Bias-Werte etwas schrumpfen lässt.</translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation>Lernrate</translation>
    </message>
    <message>
        <source>How far each update goes along the step that the rule proposes.</source>
        <translation>Wie weit jeder Schritt in die Richtung geht, die die Regel vorschlägt.</translation>
    </message>
    <message>
        <source>Share of the velocity that is kept at each update.</source>
        <translation>Anteil der Geschwindigkeit, der bei jedem Schritt bleibt.</translation>
    </message>
    <message>
        <source>ρ</source>
        <translation>ρ</translation>
    </message>
    <message>
        <source>β₁</source>
        <translation>β₁</translation>
    </message>
    <message>
        <source>Share of the mean gradient that is kept at each update.</source>
        <translation>Anteil des mittleren Gradienten, der bei jedem Schritt bleibt.</translation>
    </message>
    <message>
        <source>β₂</source>
        <translation>β₂</translation>
    </message>
    <message>
        <source>Share of the mean squared gradient that is kept at each update.</source>
        <translation>Anteil des mittleren quadrierten Gradienten, der bei jedem Schritt bleibt.</translation>
    </message>
    <message>
        <source>ε</source>
        <translation>ε</translation>
    </message>
    <message>
        <source>Keeps the division finite where gradients vanish.</source>
        <translation>Hält die Division endlich, wo Gradienten verschwinden.</translation>
    </message>
    <message>
        <source>Stopped after {epoch} epochs, as asked.</source>
        <translation>Wie gewünscht nach {epoch} Epochen angehalten.</translation>
    </message>
    <message>
        <source>Stopped early: the test loss was lowest, {loss}, in epoch {epoch}.</source>
        <translation>Früher Stopp: der Testverlust war mit {loss} in Epoche {epoch} am kleinsten.</translation>
    </message>
    <message>
        <source>Diverged: at update {lost} the numbers grew beyond all bounds. The state of update {kept} is kept.</source>
        <translation>Divergiert: In Schritt {lost} wuchsen die Zahlen über alle Grenzen. Der Stand von Schritt {kept} bleibt erhalten.</translation>
    </message>
    <message>
        <source>Stopped early: the test loss was lowest, {loss}, in epoch {epoch}. Its weights are restored.</source>
        <translation>Früher Stopp: der Testverlust war mit {loss} in Epoche {epoch} am kleinsten. Deren Gewichte gelten wieder.</translation>
    </message>
    <message>
        <source>Constant</source>
        <translation>Konstant</translation>
    </message>
    <message>
        <source>λ</source>
        <translation>λ</translation>
    </message>
    <message>
        <source>Shrinks weights and biases at each update by this times the rate.</source>
        <translation>Verkleinert Gewichte und Bias-Werte bei jedem Schritt um diesen Wert mal die Rate.</translation>
    </message>
    <message>
        <source>There is nothing to learn from: paint some points first.</source>
        <translation>Es gibt nichts zu lernen: Malen Sie zuerst ein paar Punkte.</translation>
    </message>
    <message>
        <source>Target reached: the test loss is {value} after {epoch} epochs.</source>
        <translation>Ziel erreicht: Der Testverlust ist {value} nach {epoch} Epochen.</translation>
    </message>
    <message>
        <source>Target reached: the training loss is {value} after {epoch} epochs.</source>
        <translation>Ziel erreicht: Der Trainingsverlust ist {value} nach {epoch} Epochen.</translation>
    </message>
    <message>
        <source>Target reached: the test score is {value} after {epoch} epochs.</source>
        <translation>Ziel erreicht: Die Testgüte ist {value} nach {epoch} Epochen.</translation>
    </message>
    <message>
        <source>Target reached: the training score is {value} after {epoch} epochs.</source>
        <translation>Ziel erreicht: Die Trainingsgüte ist {value} nach {epoch} Epochen.</translation>
    </message>
    <message>
        <source>Cancelled after {step} updates.</source>
        <translation>Abgebrochen nach {step} Updates.</translation>
    </message>
    <message>
        <source>Failed: {error}</source>
        <translation>Gescheitert: {error}</translation>
    </message>
    <message>
        <source>Cancelled before it began.</source>
        <translation>Abgebrochen, bevor es begann.</translation>
    </message>
    <message>
        <source>The same learning rate from the first update to the last.</source>
        <translation>Dieselbe Lernrate vom ersten bis zum letzten Schritt.</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>Stufen</translation>
    </message>
    <message>
        <source>Holds the rate, then drops it by a factor, again and again.</source>
        <translation>Hält die Rate und senkt sie dann um einen Faktor, immer wieder.</translation>
    </message>
    <message>
        <source>Exponential</source>
        <translation>Exponentiell</translation>
    </message>
    <message>
        <source>Shrinks the rate by the same factor every epoch.</source>
        <translation>Verkleinert die Rate in jeder Epoche um denselben Faktor.</translation>
    </message>
    <message>
        <source>Cosine</source>
        <translation>Kosinus</translation>
    </message>
    <message>
        <source>Glides down to the end along half a cosine wave.</source>
        <translation>Gleitet auf einer halben Kosinuswelle bis zum Ende hinab.</translation>
    </message>
    <message>
        <source>Warm-up and cosine</source>
        <translation>Aufwärmen und Kosinus</translation>
    </message>
    <message>
        <source>Rises gently while the weights are still wild, then glides down.</source>
        <translation>Steigt sanft an, solange die Gewichte noch wild sind, und gleitet dann hinab.</translation>
    </message>
    <message>
        <source>One cycle</source>
        <translation>Ein Zyklus</translation>
    </message>
    <message>
        <source>Climbs to a bold rate, then glides down to almost nothing.</source>
        <translation>Steigt zu einer kühnen Rate auf und gleitet dann fast bis auf null hinab.</translation>
    </message>
    <message>
        <source>Inverse root</source>
        <translation>Inverse Wurzel</translation>
    </message>
    <message>
        <source>Rises steadily, then falls ever more slowly and never ends.</source>
        <translation>Steigt gleichmäßig, fällt dann immer langsamer und endet nie.</translation>
    </message>
    <message>
        <source>On plateaus</source>
        <translation>Bei Stillstand</translation>
    </message>
    <message>
        <source>Holds the rate while the test loss falls, and drops it when stuck.</source>
        <translation>Hält die Rate, solange der Testverlust fällt, und senkt sie bei Stillstand.</translation>
    </message>
    <message>
        <source>Every</source>
        <translation>Abstand</translation>
    </message>
    <message>
        <source>Epochs between two drops.</source>
        <translation>Epochen zwischen zwei Stufen.</translation>
    </message>
    <message>
        <source>Factor</source>
        <translation>Faktor</translation>
    </message>
    <message>
        <source>What the rate is multiplied by at each drop.</source>
        <translation>Womit die Rate bei jeder Stufe multipliziert wird.</translation>
    </message>
    <message>
        <source>What is left of the rate after one epoch.</source>
        <translation>Was nach einer Epoche von der Rate bleibt.</translation>
    </message>
    <message>
        <source>Last</source>
        <translation>Ende</translation>
    </message>
    <message>
        <source>Share of the rate that is left at the end.</source>
        <translation>Anteil der Rate, der am Ende bleibt.</translation>
    </message>
    <message>
        <source>Warm-up</source>
        <translation>Aufwärmen</translation>
    </message>
    <message>
        <source>Epochs until the full rate is reached.</source>
        <translation>Epochen, bis die volle Rate erreicht ist.</translation>
    </message>
    <message>
        <source>First</source>
        <translation>Anfang</translation>
    </message>
    <message>
        <source>Share of the rate at the first update.</source>
        <translation>Anteil der Rate beim ersten Schritt.</translation>
    </message>
    <message>
        <source>Rise</source>
        <translation>Anstieg</translation>
    </message>
    <message>
        <source>Share of the training in which the rate rises.</source>
        <translation>Anteil des Trainings, in dem die Rate steigt.</translation>
    </message>
    <message>
        <source>Start divisor</source>
        <translation>Anfangsteiler</translation>
    </message>
    <message>
        <source>How many times smaller than the peak the first rate is.</source>
        <translation>Wievielmal kleiner als die höchste Rate die erste ist.</translation>
    </message>
    <message>
        <source>End divisor</source>
        <translation>Endteiler</translation>
    </message>
    <message>
        <source>How many times smaller than the first rate the last one is.</source>
        <translation>Wievielmal kleiner als die erste Rate die letzte ist.</translation>
    </message>
    <message>
        <source>Epochs without improvement that are let pass before a drop.</source>
        <translation>Epochen ohne Verbesserung, die vor einer Senkung hingenommen werden.</translation>
    </message>
    <message>
        <source>Give a trainer of a single run, not of a stack.</source>
        <translation>Ein Trainer mit einem einzelnen Lauf wird gebraucht, keiner mit vielen.</translation>
    </message>
    <message>
        <source>There is no weight {index}: the network has {count}.</source>
        <translation>Es gibt kein Gewicht {index}: Das Netz hat {count}.</translation>
    </message>
    <message>
        <source>The network is too large to look at many batches at once.</source>
        <translation>Das Netz ist zu groß, um viele Batches auf einmal anzusehen.</translation>
    </message>
    <message>
        <source>The gradients of these batches are beyond all bounds.</source>
        <translation>Die Gradienten dieser Batches liegen jenseits aller Grenzen.</translation>
    </message>
    <message>
        <source>There are no training examples.</source>
        <translation>Es gibt keine Trainingsbeispiele.</translation>
    </message>
    <message>
        <source>Loss or gradient of this batch are beyond all bounds: no update follows.</source>
        <translation>Verlust oder Gradient dieses Batches sprengen alle Grenzen: Es folgt kein Update.</translation>
    </message>
    <message>
        <source>The network has {count} weights: a landscape is shown of up to {most}.</source>
        <translation>Das Netz hat {count} Gewichte: Eine Landschaft wird bis {most} gezeigt.</translation>
    </message>
    <message>
        <source>This part of the data has no points.</source>
        <translation>Dieser Teil der Daten hat keine Punkte.</translation>
    </message>
    <message>
        <source>There is no point {row}: this part has {count}.</source>
        <translation>Es gibt keinen Punkt {row}: Dieser Teil hat {count}.</translation>
    </message>
    <message>
        <source>There is no hidden layer that could drop neurons.</source>
        <translation>Es gibt keine verdeckte Schicht, die Neuronen weglassen könnte.</translation>
    </message>
    <message>
        <source>No layer drops neurons: try a rate here, or set one.</source>
        <translation>Keine Schicht lässt Neuronen weg: Hier eine Rate ausprobieren oder eine setzen.</translation>
    </message>
    <message>
        <source>Adadelta</source>
        <translation>Adadelta</translation>
    </message>
    <message>
        <source>Finds the length of its steps by itself, from short ones on.</source>
        <translation>Findet die Länge seiner Schritte selbst, von kurzen an.</translation>
    </message>
    <message>
        <source>Share of the mean squares, of gradients and of steps, kept at each update.</source>
        <translation>Anteil der mittleren Quadrate von Gradienten und Schritten, der bei jeder Aktualisierung bleibt.</translation>
    </message>
    <message>
        <source>Threshold</source>
        <translation>Schwelle</translation>
    </message>
    <message>
        <source>A loss counts as better when it is lower than the best one by this share of it.</source>
        <translation>Ein Verlust gilt als besser, wenn er um diesen Anteil unter dem besten liegt.</translation>
    </message>
    <message>
        <source>Rest</source>
        <translation>Ruhe</translation>
    </message>
    <message>
        <source>Epochs after a drop in which nothing is counted.</source>
        <translation>Epochen nach einer Senkung, in denen nichts gezählt wird.</translation>
    </message>
    <message>
        <source>Share of the rate below which it never falls.</source>
        <translation>Anteil der Rate, unter den sie nie fällt.</translation>
    </message>
    <message>
        <source>Layer 1 gets {share} % of what the outputs get: it arrives.</source>
        <translation>Schicht 1 erhält {share} % von dem, was die Ausgaben erhalten: Er kommt an.</translation>
    </message>
    <message>
        <source>Blue: raises the loss when the weight grows; orange: lowers it. The chosen path is lit up above.</source>
        <translation>Blau: hebt den Verlust, wenn das Gewicht wächst; Orange: senkt ihn. Der gewählte Weg leuchtet oben.</translation>
    </message>
    <message>
        <source>There is one layer of weights only.</source>
        <translation>Es gibt nur eine Schicht von Gewichten.</translation>
    </message>
    <message>
        <source>No gradient reaches layer 1.</source>
        <translation>Kein Gradient erreicht Schicht 1.</translation>
    </message>
    <message>
        <source>It vanishes on its way back: layer 1 gets {times} times less than the outputs.</source>
        <translation>Er verschwindet auf dem Rückweg: Schicht 1 erhält {times}-mal weniger als die Ausgaben.</translation>
    </message>
    <message>
        <source>It explodes on its way back: layer 1 gets {times} times more than the outputs.</source>
        <translation>Er explodiert auf dem Rückweg: Schicht 1 erhält {times}-mal so viel wie die Ausgaben.</translation>
    </message>
    <message>
        <source>The share of the only path is the gradient, {gradient}.</source>
        <translation>Der Anteil des einzigen Weges ist der Gradient, {gradient}.</translation>
    </message>
    <message>
        <source>The shares of all {count} paths add up to {gradient}, the gradient that backpropagation finds.</source>
        <translation>Die Anteile aller {count} Wege ergeben zusammen {gradient}, den Gradienten, den Backpropagation findet.</translation>
    </message>
    <message>
        <source>Positive: a larger weight means a larger loss.</source>
        <translation>Positiv: Ein größeres Gewicht bedeutet einen größeren Verlust.</translation>
    </message>
    <message>
        <source>The penalties add {penalty}.</source>
        <translation>Die Strafterme fügen {penalty} hinzu.</translation>
    </message>
    <message>
        <source>Clipping leaves {share} % of the gradient.</source>
        <translation>Das Kürzen lässt {share} % des Gradienten übrig.</translation>
    </message>
    <message>
        <source>The optimizer gets {gradient}.</source>
        <translation>Der Optimierer erhält {gradient}.</translation>
    </message>
    <message>
        <source>The {count} others add {rest}.</source>
        <translation>Die {count} anderen fügen {rest} hinzu.</translation>
    </message>
    <message>
        <source>Where a ? stands, a stronger path may have been missed.</source>
        <translation>Wo ein ? steht, kann ein stärkerer Weg übersehen worden sein.</translation>
    </message>
    <message>
        <source>Negative: a larger weight means a smaller loss.</source>
        <translation>Negativ: Ein größeres Gewicht bedeutet einen kleineren Verlust.</translation>
    </message>
    <message>
        <source>No blame arrives: every path has a factor of zero.</source>
        <translation>Es kommt keine Schuld an: Jeder Weg hat einen Faktor null.</translation>
    </message>
    <message>
        <source>The paths cancel each other out.</source>
        <translation>Die Wege heben einander auf.</translation>
    </message>
    <message>
        <source>{first}, and {count} more</source>
        <translation>{first} und {count} weitere</translation>
    </message>
    <message>
        <source>Set {count} weights</source>
        <translation>{count} Gewichte setzen</translation>
    </message>
    <message>
        <source>{label} {old} → {new}</source>
        <translation>{label} {old} → {new}</translation>
    </message>
    <message>
        <source>Move or relabel points</source>
        <translation>Punkte verschieben oder umfärben</translation>
    </message>
    <message>
        <source>Other layers</source>
        <translation>Andere Schichten</translation>
    </message>
    <message>
        <source>on</source>
        <translation>an</translation>
    </message>
    <message>
        <source>Nothing</source>
        <translation>Nichts</translation>
    </message>
    <message>
        <source>Let {count} weights move again</source>
        <translation>{count} Gewichte wieder freigeben</translation>
    </message>
    <message>
        <source>Set a weight to {value}</source>
        <translation>Ein Gewicht auf {value} setzen</translation>
    </message>
    <message>
        <source>Add a layer</source>
        <translation>Eine Schicht hinzufügen</translation>
    </message>
    <message>
        <source>Remove a layer</source>
        <translation>Eine Schicht entfernen</translation>
    </message>
    <message>
        <source>Neurons of layer {layer}: {old} → {new}</source>
        <translation>Neuronen der Schicht {layer}: {old} → {new}</translation>
    </message>
    <message>
        <source>off</source>
        <translation>aus</translation>
    </message>
    <message>
        <source>Let a weight move again</source>
        <translation>Ein Gewicht wieder freigeben</translation>
    </message>
    <message>
        <source>Cut a link</source>
        <translation>Eine Verbindung kappen</translation>
    </message>
    <message>
        <source>Cut {count} links</source>
        <translation>{count} Verbindungen kappen</translation>
    </message>
    <message>
        <source>Paint a point</source>
        <translation>Einen Punkt malen</translation>
    </message>
    <message>
        <source>Paint {count} points</source>
        <translation>{count} Punkte malen</translation>
    </message>
    <message>
        <source>Erase a point</source>
        <translation>Einen Punkt löschen</translation>
    </message>
    <message>
        <source>Erase {count} points</source>
        <translation>{count} Punkte löschen</translation>
    </message>
    <message>
        <source>Freeze a weight</source>
        <translation>Ein Gewicht einfrieren</translation>
    </message>
    <message>
        <source>Freeze {count} weights</source>
        <translation>{count} Gewichte einfrieren</translation>
    </message>
    <message>
        <source>Run {number}</source>
        <translation>Lauf {number}</translation>
    </message>
    <message>
        <source>Every place is a network with other weights; its colour is the loss on {rows} training points.</source>
        <translation>Jeder Ort ist ein Netz mit anderen Gewichten; seine Farbe ist der Verlust auf {rows} Trainingspunkten.</translation>
    </message>
    <message>
        <source>After {step} updates the run is {distance} off the plane.</source>
        <translation>Nach {step} Schritten ist der Lauf {distance} von der Ebene entfernt.</translation>
    </message>
    <message>
        <source>Its path, the line, is up to {distance} off it.</source>
        <translation>Sein Weg, die Linie, ist bis zu {distance} davon entfernt.</translation>
    </message>
    <message>
        <source>The colours are those of update {step}.</source>
        <translation>Die Farben sind die von Schritt {step}.</translation>
    </message>
    <message>
        <source>Only {rows} of {there} rows are read.</source>
        <translation>Nur {rows} von {there} Zeilen werden gelesen.</translation>
    </message>
    <message>
        <source>{count} places are beyond all bounds.</source>
        <translation>{count} Orte liegen jenseits aller Grenzen.</translation>
    </message>
    <message>
        <source>Across: {across}; up: {up}; all other weights stay.</source>
        <translation>Quer: {across}; hoch: {up}; alle anderen Gewichte bleiben.</translation>
    </message>
    <message>
        <source>Across and up: two random directions; one unit is as long as each neuron&apos;s weights.</source>
        <translation>Quer und hoch: zwei zufällige Richtungen; eine Einheit ist so lang wie die Gewichte jedes Neurons.</translation>
    </message>
    <message>
        <source>Across and up: the directions in which the run moved most, {share} % of the variance of its path.</source>
        <translation>Quer und hoch: die Richtungen, in denen sich der Lauf am meisten bewegte, {share} % der Varianz seines Wegs.</translation>
    </message>
    <message>
        <source>Increase the weight → the loss goes down. So increase it.</source>
        <translation>Gewicht vergrößern → der Verlust sinkt. Also vergrößern.</translation>
    </message>
    <message>
        <source>{said} {reason}</source>
        <translation>{said} {reason}</translation>
    </message>
    <message>
        <source>They differ: the loss bends within ± ε. Make ε smaller.</source>
        <translation>Sie weichen ab: Der Verlust krümmt sich innerhalb von ± ε. Mach ε kleiner.</translation>
    </message>
    <message>
        <source>Wiggle the weight → the loss stays as it is. So leave it.</source>
        <translation>Am Gewicht wackeln → der Verlust bleibt, wie er ist. Also so lassen.</translation>
    </message>
    <message>
        <source>Increase the weight → the loss goes up. So decrease it.</source>
        <translation>Gewicht vergrößern → der Verlust steigt. Also verkleinern.</translation>
    </message>
    <message>
        <source>The next update leaves it: it is frozen.</source>
        <translation>Das nächste Update lässt es, wie es ist: Es ist eingefroren.</translation>
    </message>
    <message>
        <source>The next update leaves it.</source>
        <translation>Das nächste Update lässt es, wie es ist.</translation>
    </message>
    <message>
        <source>The next update increases it by {size}.</source>
        <translation>Das nächste Update vergrößert es um {size}.</translation>
    </message>
    <message>
        <source>The next update decreases it by {size}.</source>
        <translation>Das nächste Update verkleinert es um {size}.</translation>
    </message>
    <message>
        <source>Not as this curve says: the next batch alone has another slope.</source>
        <translation>Anders als diese Kurve sagt: Der nächste Batch allein hat eine andere Steigung.</translation>
    </message>
    <message>
        <source>Measured and computed agree.</source>
        <translation>Gemessen und berechnet stimmen überein.</translation>
    </message>
    <message>
        <source>They differ: the loss has a corner within ± ε. Make ε smaller.</source>
        <translation>Sie weichen ab: Der Verlust hat innerhalb von ± ε einen Knick. Mach ε kleiner.</translation>
    </message>
    <message>
        <source>They differ: ε is so small that only rounding is left. Make ε larger.</source>
        <translation>Sie weichen ab: ε ist so klein, dass nur Rundung übrig bleibt. Mach ε größer.</translation>
    </message>
    <message>
        <source>Uphill, all the same: momentum of earlier gradients outweighs this one.</source>
        <translation>Trotzdem bergauf: Der Schwung früherer Gradienten überwiegt diesen.</translation>
    </message>
    <message>
        <source>Uphill, all the same: weight decay outweighs the gradient.</source>
        <translation>Trotzdem bergauf: Der Gewichtszerfall überwiegt den Gradienten.</translation>
    </message>
    <message>
        <source>{what} It is what you see. The learning rate is probably too large.</source>
        <translation>{what} Er ist jetzt zu sehen. Wahrscheinlich ist die Lernrate zu groß.</translation>
    </message>
    <message>
        <source>Go on from update {good} with a tenth of the learning rate</source>
        <translation>Von Schritt {good} mit einem Zehntel der Lernrate weiter</translation>
    </message>
    <message>
        <source>Back to update {good}</source>
        <translation>Zurück zu Schritt {good}</translation>
    </message>
    <message>
        <source>Training was interrupted: {what} The run stands still.</source>
        <translation>Das Training wurde unterbrochen: {what} Der Lauf steht still.</translation>
    </message>
    <message>
        <source>Start anew with a tenth of the learning rate</source>
        <translation>Mit einem Zehntel der Lernrate neu beginnen</translation>
    </message>
    <message>
        <source>Ø: mean over {count} points; a share is the mean of their products, not the product of the means.</source>
        <translation>Ø: Mittel über {count} Punkte; ein Anteil ist das Mittel ihrer Produkte, nicht das Produkt der Mittel.</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>Zurücksetzen</translation>
    </message>
    <message>
        <source>Ready: press play or the space bar.</source>
        <translation>Bereit: „Start“ oder die Leertaste drücken.</translation>
    </message>
    <message>
        <source>Getting ready.</source>
        <translation>Wird vorbereitet.</translation>
    </message>
    <message>
        <source>Update {step} of {tip}, as it was.</source>
        <translation>Schritt {step} von {tip}, so wie es war.</translation>
    </message>
    <message>
        <source>Nothing to learn from: training goes on once points are painted.</source>
        <translation>Nichts zu lernen: Das Training geht weiter, sobald Punkte gemalt sind.</translation>
    </message>
    <message>
        <source>Training.</source>
        <translation>Trainiert.</translation>
    </message>
    <message>
        <source>Stepping.</source>
        <translation>Ein Schritt läuft.</translation>
    </message>
    <message>
        <source>Ready to paint: click and drag on the output.</source>
        <translation>Bereit zum Malen: Klicken und ziehen Sie auf der Ausgabe.</translation>
    </message>
    <message>
        <source>Paused.</source>
        <translation>Pause.</translation>
    </message>
    <message>
        <source>Branch at update {step}</source>
        <translation>Abzweigen bei Schritt {step}</translation>
    </message>
    <message>
        <source>These weights do not belong to the network; it has changed.</source>
        <translation>Diese Gewichte gehören nicht zum Netz; es hat sich geändert.</translation>
    </message>
    <message>
        <source>New luck</source>
        <translation>Neues Glück</translation>
    </message>
    <message>
        <source>New data</source>
        <translation>Neue Daten</translation>
    </message>
    <message>
        <source>Open another experiment</source>
        <translation>Ein anderes Experiment öffnen</translation>
    </message>
    <message>
        <source>A weight must be a number between -1e30 and 1e30.</source>
        <translation>Ein Gewicht muss eine Zahl zwischen -1e30 und 1e30 sein.</translation>
    </message>
    <message>
        <source>Remedy: {label}</source>
        <translation>Mittel: {label}</translation>
    </message>
    <message>
        <source>Not looked at yet.</source>
        <translation>Noch nicht untersucht.</translation>
    </message>
    <message>
        <source>this run</source>
        <translation>dieser Lauf</translation>
    </message>
    <message>
        <source>Training loss, with the remedy and without</source>
        <translation>Trainingsverlust mit und ohne Mittel</translation>
    </message>
    <message>
        <source>There is not enough memory: use fewer samples or neurons. {what}</source>
        <translation>Der Speicher reicht nicht: nehmen Sie weniger Beispiele oder Neuronen. {what}</translation>
    </message>
    <message>
        <source>tell three species by bill, flipper and weight, from a real table.</source>
        <translation>drei Arten an Schnabel, Flosse und Gewicht unterscheiden, aus einer echten Tabelle.</translation>
    </message>
    <message>
        <source>watch a network bend a straight line into a wave.</source>
        <translation>zusehen, wie ein Netz eine Gerade zur Welle biegt.</translation>
    </message>
    <message>
        <source>two arms wound into each other, the classic hard case, with the default set-up.</source>
        <translation>zwei ineinander gewundene Arme, der klassische schwere Fall, mit den Standardeinstellungen.</translation>
    </message>
</context>
<context>
    <name>facts</name>
    <message>
        <source>at once; the run goes on</source>
        <translation>sofort; der Lauf geht weiter</translation>
    </message>
    <message>
        <source>with a new start of the run</source>
        <translation>mit einem neuen Start des Laufs</translation>
    </message>
    <message>
        <source>Range</source>
        <translation>Bereich</translation>
    </message>
    <message>
        <source>Default</source>
        <translation>Standardwert</translation>
    </message>
    <message>
        <source>Takes effect</source>
        <translation>Wirkt</translation>
    </message>
    <message>
        <source>above {low}</source>
        <translation>über {low}</translation>
    </message>
    <message>
        <source>below {high}</source>
        <translation>unter {high}</translation>
    </message>
    <message>
        <source>{first} to {last}</source>
        <translation>{first} bis {last}</translation>
    </message>
    <message>
        <source>whole numbers, </source>
        <translation>ganze Zahlen, </translation>
    </message>
    <message>
        <source>on</source>
        <translation>an</translation>
    </message>
    <message>
        <source>off</source>
        <translation>aus</translation>
    </message>
</context>
<context>
    <name>names</name>
    <message>
        <source>output “{name}”</source>
        <translation>Ausgabe „{name}“</translation>
    </message>
    <message>
        <source>neuron {unit} of layer {layer}</source>
        <translation>Neuron {unit} in Schicht {layer}</translation>
    </message>
    <message>
        <source>outputs</source>
        <translation>Ausgaben</translation>
    </message>
    <message>
        <source>layer {number}</source>
        <translation>Schicht {number}</translation>
    </message>
    <message>
        <source>neuron {number}</source>
        <translation>Neuron {number}</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>Automatisch</translation>
    </message>
    <message>
        <source>{name} (automatic)</source>
        <translation>{name} (auto)</translation>
    </message>
    <message>
        <source>Points</source>
        <translation>Punkte</translation>
    </message>
    <message>
        <source>Weights set by hand:</source>
        <translation>Gewichte von Hand gesetzt:</translation>
    </message>
    <message>
        <source>Weights frozen:</source>
        <translation>Gewichte eingefroren:</translation>
    </message>
    <message>
        <source>Sealed test opened</source>
        <translation>Versiegelter Test geöffnet</translation>
    </message>
    <message>
        <source>off</source>
        <translation>aus</translation>
    </message>
    <message>
        <source>on</source>
        <translation>an</translation>
    </message>
</context>
<context>
    <name>output_choices</name>
    <message>
        <source>data</source>
        <translation>Daten</translation>
    </message>
    <message>
        <source>The data as they are, and what the network answers.</source>
        <translation>Die Daten, wie sie sind, und was das Netz antwortet.</translation>
    </message>
    <message>
        <source>layer {layer}</source>
        <translation>Schicht {layer}</translation>
    </message>
    <message>
        <source>Where the layer puts the points, and how it bends a straight grid.</source>
        <translation>Wohin die Schicht die Punkte legt und wie sie ein gerades Gitter verbiegt.</translation>
    </message>
    <message>
        <source>confusion</source>
        <translation>Verwechslungen</translation>
    </message>
    <message>
        <source>Which classes are taken for which.</source>
        <translation>Welche Klassen für welche gehalten werden.</translation>
    </message>
    <message>
        <source>draw</source>
        <translation>zeichnen</translation>
    </message>
    <message>
        <source>Draw a digit, and see what it is taken for.</source>
        <translation>Eine Ziffer zeichnen und sehen, wofür sie gehalten wird.</translation>
    </message>
    <message>
        <source>training data</source>
        <translation>Trainingsdaten</translation>
    </message>
    <message>
        <source>The examples that the network learns from.</source>
        <translation>Die Beispiele, aus denen das Netz lernt.</translation>
    </message>
    <message>
        <source>test data</source>
        <translation>Testdaten</translation>
    </message>
    <message>
        <source>The examples kept apart, which the network has never learnt from.</source>
        <translation>Die zurückgehaltenen Beispiele, aus denen das Netz nie gelernt hat.</translation>
    </message>
    <message>
        <source>mistakes</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>A cross on each example whose class the network mistakes.</source>
        <translation>Ein Kreuz auf jedem Beispiel, dessen Klasse das Netz verwechselt.</translation>
    </message>
    <message>
        <source>losses</source>
        <translation>Verluste</translation>
    </message>
    <message>
        <source>A halo around each example with a large loss; it grows with the loss.</source>
        <translation>Ein Hof um jedes Beispiel mit großem Verlust; er wächst mit dem Verlust.</translation>
    </message>
    <message>
        <source>batch</source>
        <translation>Batch</translation>
    </message>
    <message>
        <source>Rings around the examples of the next batch; not at high speed.</source>
        <translation>Ringe um die Beispiele des nächsten Batches; nicht bei hohem Tempo.</translation>
    </message>
    <message>
        <source>hard classes</source>
        <translation>harte Klassen</translation>
    </message>
    <message>
        <source>Only which class wins, not how sure the network is.</source>
        <translation>Nur welche Klasse gewinnt, nicht wie sicher das Netz ist.</translation>
    </message>
    <message>
        <source>contour lines</source>
        <translation>Höhenlinien</translation>
    </message>
    <message>
        <source>Lines of equal answers; the boundary between classes is the thick one.</source>
        <translation>Linien gleicher Antworten; die dicke ist die Grenze zwischen den Klassen.</translation>
    </message>
    <message>
        <source>film strip</source>
        <translation>Filmstreifen</translation>
    </message>
    <message>
        <source>Small pictures of the output over the run.</source>
        <translation>Kleine Bilder der Ausgabe im Lauf des Trainings.</translation>
    </message>
</context>
<context>
    <name>plots</name>
    <message>
        <source>train</source>
        <translation>Training</translation>
    </message>
    <message>
        <source>test</source>
        <translation>Test</translation>
    </message>
    <message>
        <source>Loss</source>
        <translation>Verlust</translation>
    </message>
    <message>
        <source>Accuracy</source>
        <translation>Genauigkeit</translation>
    </message>
    <message>
        <source>batch</source>
        <translation>Batch</translation>
    </message>
    <message>
        <source>penalty</source>
        <translation>Strafterm</translation>
    </message>
    <message>
        <source>learning rate</source>
        <translation>Lernrate</translation>
    </message>
    <message>
        <source>gradient norm</source>
        <translation>Gradientennorm</translation>
    </message>
    <message>
        <source>all</source>
        <translation>alle</translation>
    </message>
    <message>
        <source>loss</source>
        <translation>Verlust</translation>
    </message>
    <message>
        <source>accuracy</source>
        <translation>Genauigkeit</translation>
    </message>
    <message>
        <source>Rate</source>
        <translation>Rate</translation>
    </message>
    <message>
        <source>Gradient</source>
        <translation>Gradient</translation>
    </message>
    <message>
        <source>layer {number}</source>
        <translation>Schicht {number}</translation>
    </message>
    <message>
        <source>output</source>
        <translation>Ausgabe</translation>
    </message>
</context>
<context>
    <name>point_words</name>
    <message>
        <source>training example {row}: {target}</source>
        <translation>Trainingsbeispiel {row}: {target}</translation>
    </message>
    <message>
        <source>test example {row}: {target}</source>
        <translation>Testbeispiel {row}: {target}</translation>
    </message>
    <message>
        <source>loss {loss}</source>
        <translation>Verlust {loss}</translation>
    </message>
</context>
<context>
    <name>spoken</name>
    <message>
        <source>steady</source>
        <translation>gleichbleibend</translation>
    </message>
    <message>
        <source>rising</source>
        <translation>steigend</translation>
    </message>
    <message>
        <source>falling</source>
        <translation>fallend</translation>
    </message>
    <message>
        <source>No curve yet</source>
        <translation>Noch keine Kurve</translation>
    </message>
</context>
</TS>
