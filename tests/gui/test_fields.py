"""Fields: what clicks, keys and typing do to their values."""

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication

from playground.widgets.choices import Choice, ChoiceField, SegmentedField
from playground.widgets.flag_field import FlagField
from playground.widgets.number_field import NumberField
from playground.widgets.setting_form import SettingForm

Key = Qt.Key
COLOURS = (Choice("r", "Red", "Like blood."), Choice("g", "Green"), Choice("b", "Blue"))


@pytest.fixture
def shown(qtbot):
    def show(widget):
        qtbot.addWidget(widget)
        widget.resize(260, widget.sizeHint().height())
        widget.show()
        return widget

    return show


@pytest.fixture
def heard():
    """Collect what a signal says."""

    class Heard(list):
        def of(self, signal):
            signal.connect(self.append)
            return self

    return Heard()


def rate(**more):
    limits = {"minimum": 0.0, "open_minimum": True, "maximum": 1000.0, "shown": (1e-5, 10.0)}
    return NumberField(0.01, **{**limits, "scale": "log", **more})


def type_in(qtbot, field, text):
    field.entry.selectAll()
    qtbot.keyClicks(field.entry, text)
    qtbot.keyClick(field.entry, Key.Key_Return)


@pytest.mark.parametrize(
    ("text", "value"),
    [("1e-3", 0.001), ("0,05", 0.05), (".5", 0.5), ("+2", 2.0), ("1E2", 100.0), (" 3 ", 3.0)],
)
def test_typed_numbers_are_taken_and_told_once(qtbot, shown, heard, text, value):
    field = shown(rate())
    heard.of(field.value_changed)
    type_in(qtbot, field, text)
    assert field.value == value
    assert heard == [value]
    assert field.message == ""


@pytest.mark.parametrize("text", ["abc", "", "1..2", "nan", "inf", "1e999", "0", "-1", "1001"])
def test_nonsense_is_refused_in_words_and_the_old_value_stays(qtbot, shown, heard, text):
    field = shown(rate())
    heard.of(field.value_changed)
    field.entry.selectAll()
    qtbot.keyClick(field.entry, Key.Key_Delete)
    type_in(qtbot, field, text)
    assert field.value == 0.01
    assert field.entry.text() == "0.01"
    assert field.message
    assert field.entry.property("wrong")
    assert heard == []
    type_in(qtbot, field, "0.2")
    assert field.message == ""
    assert not field.entry.property("wrong")


def test_only_whole_numbers_where_they_are_needed(qtbot, shown):
    field = shown(NumberField(10, minimum=1, maximum=100, integer=True))
    type_in(qtbot, field, "2.5")
    assert field.value == 10
    assert field.message
    type_in(qtbot, field, "1e1")
    type_in(qtbot, field, "20")
    assert field.value == 20
    assert type(field.value) is int


def test_escape_takes_typing_back(qtbot, shown, heard):
    field = shown(rate())
    heard.of(field.value_changed)
    field.entry.selectAll()
    qtbot.keyClicks(field.entry, "77")
    qtbot.keyClick(field.entry, Key.Key_Escape)
    assert field.entry.text() == "0.01"
    assert heard == []


def test_set_value_is_silent_and_does_not_round(shown, heard):
    field = shown(rate())
    heard.of(field.value_changed)
    field.set_value(0.0123456)
    assert field.value == 0.0123456
    assert field.entry.text() == "0.0123456"
    assert heard == []


def test_arrow_keys_step_through_1_2_5_on_a_log_scale(qtbot, shown, heard):
    field = shown(rate())
    heard.of(field.value_changed)
    for key in (Key.Key_Right, Key.Key_Right, Key.Key_Up, Key.Key_Left, Key.Key_PageUp):
        qtbot.keyClick(field.slider, key)
    qtbot.keyClick(field.entry, Key.Key_Down)
    assert heard == [0.02, 0.05, 0.1, 0.05, 0.5, 0.2]


def test_zero_lies_at_the_left_end_of_a_log_scale_where_it_is_allowed(qtbot, shown):
    field = shown(NumberField(0.0, minimum=0.0, maximum=10.0, shown=(1e-6, 1.0), scale="log"))
    assert field.slider.value() == 0
    qtbot.keyClick(field.slider, Key.Key_Right)
    assert field.value == 1e-6
    qtbot.keyClick(field.slider, Key.Key_Left)
    assert field.value == 0.0
    qtbot.keyClick(field.slider, Key.Key_Left)
    assert field.value == 0.0
    qtbot.keyClick(field.slider, Key.Key_End)
    assert field.value == 1.0


def test_steps_stop_at_the_limits(qtbot, shown):
    field = shown(NumberField(0.9, minimum=0.0, maximum=0.99, open_maximum=True))
    for _ in range(30):
        qtbot.keyClick(field.slider, Key.Key_PageUp)
    assert 0.9 <= field.value < 0.99


def test_home_never_chooses_an_open_limit(qtbot, shown):
    field = shown(NumberField(0.5, minimum=0.0, open_minimum=True, maximum=1.0))
    qtbot.keyClick(field.slider, Key.Key_Home)
    assert 0.0 < field.value < 0.5


def test_a_click_on_the_groove_goes_there_and_a_double_click_back(qtbot, shown, heard):
    field = shown(NumberField(0.2, minimum=0.0, maximum=1.0))
    heard.of(field.value_changed)
    slider = field.slider
    place = QPoint(slider.width() * 3 // 4, slider.height() // 2)
    qtbot.mouseClick(slider, Qt.MouseButton.LeftButton, pos=place)
    assert field.value == pytest.approx(0.75, abs=0.05)
    assert heard == [field.value]
    qtbot.mouseDClick(slider, Qt.MouseButton.LeftButton, pos=place)
    assert field.value == 0.2
    assert heard[-1] == 0.2


def test_dragging_is_told_at_a_bounded_rate_and_the_end_at_once(qtbot, shown, heard):
    field = shown(NumberField(0.0, minimum=0.0, maximum=1.0))
    heard.of(field.value_changed)
    slider, middle = field.slider, field.slider.height() // 2
    qtbot.mousePress(slider, Qt.MouseButton.LeftButton, pos=QPoint(6, middle))
    for x in range(10, slider.width() - 10):
        qtbot.mouseMove(slider, QPoint(x, middle))
    qtbot.mouseRelease(slider, Qt.MouseButton.LeftButton, pos=QPoint(slider.width() - 10, middle))
    assert heard[-1] == field.value
    assert len(heard) < 20


def test_the_slider_shows_less_than_can_be_typed(qtbot, shown):
    field = shown(
        NumberField(10, minimum=1, maximum=10**9, shown=(1, 1000), scale="log", integer=True)
    )
    type_in(qtbot, field, "5000000")
    assert field.value == 5_000_000
    assert field.slider.share() == 1.0
    qtbot.keyClick(field.slider, Key.Key_Left)
    assert field.value == 2_000_000


def test_stops_and_a_word_at_the_right_end(qtbot, shown, heard):
    stops = (1, 2, 4, 8, 16, 32, 64, 128, 256, 512)
    field = shown(
        NumberField(256, minimum=1, integer=True, stops=stops, word="all", word_value="all")
    )
    heard.of(field.value_changed)
    for key in (Key.Key_Right, Key.Key_Right, Key.Key_Right, Key.Key_Left):
        qtbot.keyClick(field.slider, key)
    assert heard == [512, "all", 512]
    type_in(qtbot, field, "ALL")
    assert field.value == "all"
    assert field.entry.text() == "all"
    type_in(qtbot, field, "100")
    assert field.value == 100
    qtbot.keyClick(field.slider, Key.Key_End)
    assert field.value == "all"


def test_a_word_at_the_left_end_stands_for_none(qtbot, shown, heard):
    field = shown(
        NumberField(
            None, minimum=0, open_minimum=True, scale="log", shown=(0.01, 100), word="off",
            word_at_end=False,
        )
    )  # fmt: skip
    heard.of(field.value_changed)
    assert field.entry.text() == "off"
    for key in (Key.Key_Left, Key.Key_Right, Key.Key_Right, Key.Key_Left, Key.Key_Left):
        qtbot.keyClick(field.slider, key)
    assert heard == [0.01, 0.02, 0.01, None]
    assert field.value is None


def test_the_wheel_belongs_to_the_page_until_the_field_has_the_focus(shown, heard):
    field = shown(NumberField(0.5, minimum=0.0, maximum=1.0))
    choice = shown(ChoiceField(COLOURS))
    heard.of(field.value_changed)
    heard.of(choice.value_changed)
    for widget in (field.slider, choice):
        middle = QPointF(widget.rect().center())
        wheel = QWheelEvent(
            middle, widget.mapToGlobal(middle), QPoint(), QPoint(0, 120), Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        QApplication.sendEvent(widget, wheel)
        assert not wheel.isAccepted()
    assert heard == []


def turn_wheel(widget):
    middle = QPointF(widget.rect().center())
    wheel = QWheelEvent(
        middle, widget.mapToGlobal(middle), QPoint(), QPoint(0, 120), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(widget, wheel)
    return wheel.isAccepted()


def test_the_wheel_steps_where_the_mouse_came_to_a_field_with_the_focus(qtbot, shown, heard):
    field = shown(NumberField(0.5, minimum=0.0, maximum=1.0))
    field.activateWindow()
    heard.of(field.value_changed)
    field.slider.setFocus()
    qtbot.waitUntil(field.slider.hasFocus)
    assert not turn_wheel(field.slider)  # scrolling carried it under the mouse
    qtbot.mouseMove(field.slider, QPoint(9, 9))
    assert turn_wheel(field.slider)
    assert len(heard) == 1
    QApplication.sendEvent(field.slider, QEvent(QEvent.Type.Leave))
    assert not turn_wheel(field.slider)
    assert len(heard) == 1


def test_choice_field_tells_only_other_choices(qtbot, shown, heard):
    field = shown(ChoiceField(COLOURS))
    heard.of(field.value_changed)
    assert field.value == "r"
    field.set_value("b")
    assert (field.value, heard) == ("b", [])
    qtbot.keyClick(field, Key.Key_Up)
    assert (field.value, heard) == ("g", ["g"])
    field.set_choices(COLOURS[1:])
    assert field.value == "g"
    field.set_value("unheard of")
    assert field.value == ""


def test_segments(qtbot, shown, heard):
    field = shown(SegmentedField(COLOURS))
    heard.of(field.value_changed)
    assert field.value == "r"
    qtbot.mouseClick(field.button("b"), Qt.MouseButton.LeftButton)
    qtbot.mouseClick(field.button("b"), Qt.MouseButton.LeftButton)
    assert (field.value, heard) == ("b", ["b"])
    field.set_value("g")
    assert (field.value, heard) == ("g", ["b"])
    field.set_choices(COLOURS[:2])
    assert field.value == "g"
    with pytest.raises(KeyError):
        field.button("b")


def test_flag(qtbot, shown, heard):
    field = shown(FlagField("Stop early"))
    heard.of(field.value_changed)
    qtbot.keyClick(field, Key.Key_Space)
    assert field.value is True
    field.set_value(False)
    assert heard == [True]


def test_a_form_names_its_fields_and_their_parts(shown):
    form = shown(SettingForm())
    field = NumberField(1.0, minimum=0.0, maximum=2.0, unit="s")
    row = form.add(field, "delay", "Delay", "How long <to> wait.", "t = 1/f")
    assert form.field("delay") is field
    assert field.objectName() == "delay"
    for part in (field, field.slider, field.entry):
        assert part.accessibleName() == "Delay"
        assert "How long &lt;to&gt; wait." in part.toolTip()
    assert row.label.text() == "Delay (s)"
    form.set_visible("delay", False)
    assert not field.isVisible()
    assert not row.label.isVisible()
    form.clear()
    assert form.names == ()
